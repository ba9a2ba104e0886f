package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderQuery.FindHistory;
import dev.orderstream.orders.OrderQuery.FindOrder;
import dev.orderstream.orders.OrderQuery.HistoryPlace;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.OrderHistory;
import dev.orderstream.orders.OrderQuery.OrderPage;
import dev.orderstream.orders.OrderQuery.SearchOrders;
import dev.orderstream.orders.OrderSearch.Count;
import dev.orderstream.orders.OrderSearch.Found;
import dev.orderstream.orders.SearchCriteria.Created;
import dev.orderstream.orders.SearchCriteria.Total;
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
            new OrderQueries(() -> trailing, shop.readYourWrites).register(new QueryBus());
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

    @Test
    void a_search_shows_and_counts_a_new_order_that_it_waited_for() {
        search(null, 1, 10, null);
        OrderId fourth = shop.placeAndProject(ANNA, 4);
        assertThat(ids(search(null, 1, 10, null))).as("it trails").doesNotContain(fourth);

        assertThat(ids(search(null, 1, 10, fourth))).containsExactly(fourth, third, second, first);
        assertThat(search(null, 1, 10, fourth).count()).isEqualTo(new Count(4, true));
        assertThat(ids(search(null, 2, 2, fourth))).containsExactly(second, first);
    }

    @Test
    void a_search_shows_and_counts_a_changed_order_that_it_waited_for_as_it_is_now() {
        for (OrderStatus status : OrderStatus.values()) {
            search(status, 1, 10, null);
        }
        cancel(second);

        assertThat(ids(search(OrderStatus.CANCELLED, 1, 10, second))).containsExactly(second);
        assertThat(ids(search(OrderStatus.PENDING, 1, 10, second))).containsExactly(third, first);
        assertThat(search(OrderStatus.PENDING, 1, 10, second).count())
                .isEqualTo(new Count(2, true));
    }

    @Test
    void a_search_of_a_customer_waits_for_his_own_orders_alone() {
        OrderId others = shop.placeAndProject(new CustomerId("berta"), 4);
        long before = shop.ticker.nanoTime();

        Answer<Found> answer = answer(ofAnna(null), new ListPart.Page(1, 10), others);

        assertThat(answer.recent()).isFalse();
        assertThat(ids(answer.value())).doesNotContain(others);
        assertThat(shop.ticker.nanoTime()).as("without a wait").isEqualTo(before);
        Answer<Found> everybodys = answer(byProduct(), new ListPart.Page(1, 10), others);
        assertThat(everybodys.recent()).isTrue();
        assertThat(ids(everybodys.value())).contains(others);
    }

    /** By its words and in the list of its customer: both find the same. */
    private Found search(
            @Nullable OrderStatus status, int page, int size, @Nullable OrderId waitedFor) {
        ListPart.Page part = new ListPart.Page(page, size);
        Found byWords =
                answer(
                                new SearchCriteria(
                                        SearchWords.parse("ANNA köln"),
                                        null,
                                        status,
                                        null,
                                        Created.ANY_TIME,
                                        Total.ANY),
                                part,
                                waitedFor)
                        .value();
        Found ofAnna = answer(ofAnna(status), part, waitedFor).value();
        assertThat(ofAnna).isEqualTo(byWords);
        return byWords;
    }

    private static SearchCriteria ofAnna(@Nullable OrderStatus status) {
        return new SearchCriteria(
                SearchWords.NONE, ANNA, status, null, Created.ANY_TIME, Total.ANY);
    }

    private static SearchCriteria byProduct() {
        return new SearchCriteria(
                SearchWords.parse("sku-1"), null, null, null, Created.ANY_TIME, Total.ANY);
    }

    private Answer<Found> answer(
            SearchCriteria criteria, ListPart.Page page, @Nullable OrderId waitedFor) {
        return queries.dispatch(
                new SearchOrders(
                        criteria,
                        OrderSearchContract.NEWEST_FIRST,
                        new OrderSearch.Part.Page(page.number(), page.size()),
                        waitedFor == null ? null : awaited(waitedFor, 1)));
    }

    private static List<OrderId> ids(Found found) {
        return OrderSearchContract.ids(found);
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
