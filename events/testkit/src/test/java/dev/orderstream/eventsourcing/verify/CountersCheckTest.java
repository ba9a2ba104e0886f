package dev.orderstream.eventsourcing.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.InMemoryViewStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersCheckTest {

    private static final ViewKey TOTALS = new ViewKey("FLEET", "f", "TOTALS");

    /** A look at a long list may take longer than a lease lasts. */
    @Test
    void whoever_adds_a_long_list_up_says_at_each_page_that_he_is_at_it() {
        InMemoryViewStore views = new InMemoryViewStore();
        for (int i = 1_000; i < 1_450; i++) {
            views.replace(null, counted("t-" + i));
        }
        List<String> told = new ArrayList<>();

        Look look = new CountersCheck(views, () -> told.add("alive")).look(TOTALS);

        assertThat(look).isInstanceOf(Look.Same.class);
        assertThat(told).hasSize(5);
    }

    private static View counted(String id) {
        return new View(
                new ViewKey("TANK", id, "VIEW"),
                1,
                1,
                new ViewBody(
                        Fields.NONE,
                        Fields.NONE,
                        new Listing(TOTALS.owner(), "all", id),
                        new Tally(TOTALS, Map.of("count", BigDecimal.ONE))));
    }
}
