package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderQuery.FindHistory;
import dev.orderstream.orders.OrderQuery.FindOrder;
import dev.orderstream.orders.OrderQuery.HistoryPlace;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.OrderHistory;
import dev.orderstream.orders.OrderQuery.OrderPage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads that waited for a write show it, though the index or the replica they come from trails. */
class TrailingIndexTest {

    private static final CustomerId ANNA = new CustomerId("anna");

    private final Shop shop = new Shop();
    private final TrailingViews trailing = new TrailingViews(shop.views);
    private final QueryBus queries =
            new OrderQueries(() -> trailing, new ReadYourWrites(shop.ticker))
                    .register(new QueryBus());
    private OrderId first;
    private OrderId second;
    private OrderId third;

    @BeforeEach
    void given_three_orders_that_the_index_shows() {
        first = shop.placeAndProject(ANNA, 1);
        second = shop.placeAndProject(ANNA, 2);
        third = shop.placeAndProject(ANNA, 3);
        for (OrderStatus status : OrderStatus.values()) {
            list(status, 1, 10, null);
        }
        list(null, 1, 10, null);
    }

    @Test
    void a_new_order_is_in_its_place_on_the_first_page() {
        OrderId fourth = shop.placeAndProject(ANNA, 4);

        assertThat(list(null, 1, 2, fourth)).containsExactly(fourth, third);
        assertThat(list(null, 2, 2, fourth)).containsExactly(second, first);
    }

    @Test
    void a_new_order_is_in_its_place_after_a_cursor_and_nowhere_before_it() {
        OrderId fourth = shop.placeAndProject(ANNA, 4);

        assertThat(after(place(first), true, 5, fourth)).containsExactly(second, third, fourth);
        assertThat(after(place(third), false, 5, fourth)).containsExactly(second, first);
        assertThat(after(place(first), true, 2, fourth)).containsExactly(second, third);
    }

    private OrderPlace place(OrderId id) {
        return queries.dispatch(new FindOrder(id, OrderReader.OF_ALL, null))
                .value()
                .orElseThrow()
                .value()
                .summary()
                .place();
    }

    private List<OrderId> after(OrderPlace place, boolean ascending, int size, OrderId waitedFor) {
        ListPart part = new ListPart.After(place, 1, size);
        return queries
                .dispatch(new ListOrders(ANNA, null, ascending, part, awaited(waitedFor, 1)))
                .value()
                .rows()
                .stream()
                .map(row -> row.value().orderId())
                .toList();
    }

    @Test
    void an_order_that_changed_its_status_is_in_the_list_of_the_new_one_alone() {
        cancel(second);

        assertThat(list(OrderStatus.CANCELLED, 1, 10, second)).containsExactly(second);
        assertThat(list(OrderStatus.PENDING, 1, 10, second)).containsExactly(third, first);
        assertThat(list(OrderStatus.PENDING, 1, 2, second)).containsExactly(third, first);
    }

    @Test
    void an_order_that_stands_on_another_page_is_not_drawn_onto_this_one() {
        cancel(first);

        assertThat(list(null, 1, 2, first)).containsExactly(third, second);
    }

    @Test
    void a_row_shows_the_awaited_version() {
        cancel(third);

        OrderPage page =
                queries.dispatch(
                                new ListOrders(
                                        ANNA,
                                        null,
                                        false,
                                        new ListPart.Page(1, 10),
                                        awaited(third, 2)))
                        .value();

        assertThat(page.rows().getFirst().version()).isEqualTo(2);
        assertThat(page.rows().getFirst().value().status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void the_history_has_what_was_waited_for() {
        queries.dispatch(history(null));
        cancel(first);

        OrderHistory history = queries.dispatch(history(awaited(first, 2))).value().orElseThrow();

        assertThat(history.entries().getLast().commit().version()).isEqualTo(2);
    }

    private FindHistory history(@Nullable Awaited awaited) {
        return new FindHistory(first, OrderReader.OF_ALL, HistoryPlace.START, 10, awaited);
    }

    private void cancel(OrderId id) {
        shop.send(new CancelOrder(id, null, Samples.envelope(Samples.NOON.plusSeconds(3_600))));
        shop.project(id);
    }

    private List<OrderId> list(
            @Nullable OrderStatus status, int page, int pageSize, @Nullable OrderId waitedFor) {
        Awaited awaited = waitedFor == null ? null : awaited(waitedFor, 1);
        return queries
                .dispatch(
                        new ListOrders(
                                ANNA, status, false, new ListPart.Page(page, pageSize), awaited))
                .value()
                .rows()
                .stream()
                .map(row -> row.value().orderId())
                .toList();
    }

    private static Awaited awaited(OrderId id, long version) {
        return new Awaited(id.stream(), version, Duration.ofSeconds(1));
    }
}
