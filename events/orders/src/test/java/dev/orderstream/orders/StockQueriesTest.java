package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.StockCommand.AdjustStock;
import dev.orderstream.orders.StockCommand.CountStock;
import dev.orderstream.orders.StockQuery.FindStock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StockQueriesTest {

    private static final ProductId SKU = new ProductId("sku-1");

    private final Shop shop = new Shop();

    @Test
    void a_stock_is_found_with_its_version() {
        shop.commands.dispatch(new CountStock(SKU, new Available(100), Samples.envelope()));
        shop.commands.dispatch(new AdjustStock(SKU, new StockDelta(-3), null, Samples.envelope()));
        shop.project(SKU.stock());

        assertThat(find(null).value()).contains(new Versioned<>(new Counted(97), 2));
    }

    @Test
    void a_stock_that_was_never_counted_is_not_found() {
        assertThat(find(null).value()).isEmpty();
        assertThat(shop.ticker.pauses()).isEmpty();
    }

    @Test
    void who_waits_sees_what_he_wrote() {
        shop.commands.dispatch(new CountStock(SKU, new Available(100), Samples.envelope()));
        shop.ticker.whileSleeping(() -> shop.project(SKU.stock()));

        var answer = find(awaited(1));

        assertThat(answer.recent()).isTrue();
        assertThat(answer.value()).contains(new Versioned<>(new Counted(100), 1));
    }

    @Test
    void a_count_that_does_not_exist_is_not_waited_for() {
        assertThat(find(awaited(1))).isEqualTo(new Answer<>(Optional.empty(), false));
        assertThat(shop.ticker.pauses()).isEmpty();
    }

    @Test
    void who_waits_in_vain_sees_what_is_there_when_the_time_is_over() {
        shop.commands.dispatch(new CountStock(SKU, new Available(100), Samples.envelope()));

        assertThat(find(awaited(1))).isEqualTo(new Answer<>(Optional.empty(), false));
        assertThat(shop.ticker.elapsed()).isEqualTo(Duration.ofSeconds(5));
    }

    private Answer<Optional<Versioned<Counted>>> find(@Nullable Awaited awaited) {
        return shop.queries.dispatch(new FindStock(SKU, awaited));
    }

    private static Awaited awaited(long version) {
        return new Awaited(SKU.stock(), version, Duration.ofSeconds(5));
    }
}
