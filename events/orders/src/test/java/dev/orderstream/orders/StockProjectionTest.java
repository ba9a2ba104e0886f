package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.StockEvent.StockAdjusted;
import dev.orderstream.orders.StockEvent.StockCounted;
import dev.orderstream.orders.StockEvent.StockReleased;
import dev.orderstream.orders.StockEvent.StockReserved;
import dev.orderstream.testkit.ProjectionSpec;
import org.junit.jupiter.api.Test;

class StockProjectionTest {

    private final ProjectionSpec<Counted, StockEvent> spec =
            new ProjectionSpec<>(new StockProjection(), StockEvent.CODEC);
    private final ProjectionSpec<Counted, StockEvent> counted =
            spec.given(Samples.NOON, new StockCounted(100));

    @Test
    void a_stock_shows_what_may_be_sold() {
        counted.then(new Counted(100));
        counted.given(Samples.NOON, new StockAdjusted(-3, 97, "broken")).then(new Counted(97));
        counted.given(Samples.NOON, new StockReserved(Samples.ID, 7))
                .given(Samples.NOON, new StockReleased(Samples.ID, 2))
                .then(new Counted(95));
        counted.given(Samples.NOON, new StockReserved(Samples.ID, 7))
                .given(Samples.NOON, new StockCounted(0))
                .then(new Counted(0));
    }

    @Test
    void the_events_of_one_commit_are_taken_in_together() {
        counted.given(
                        Samples.NOON,
                        new StockReserved(Samples.ID, 7),
                        new StockReleased(Samples.ID, 7),
                        new StockReserved(Samples.ID, 1))
                .then(new Counted(99));
    }

    @Test
    void a_stock_is_in_no_list_and_counts_for_nobody() {
        assertThat(new StockProjection().key("sku-1"))
                .isEqualTo(new ViewKey("STOCK", "sku-1", "VIEW"));
        assertThat(counted.body().listing()).isNull();
        assertThat(counted.body().tally()).isNull();
    }

    @Test
    void a_stock_whose_first_count_is_missing_can_not_be_shown() {
        assertThatThrownBy(() -> spec.given(Samples.NOON, new StockReserved(Samples.ID, 1)).view())
                .isInstanceOf(UnreadableException.class);
    }
}
