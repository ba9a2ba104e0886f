package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Query;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.orders.OrderQuery.FindHistory;
import dev.orderstream.orders.OrderQuery.FindOrder;
import dev.orderstream.orders.OrderQuery.HistoryPlace;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.OrderHistory;
import dev.orderstream.orders.OrderQuery.OrderHistoryEntry;
import dev.orderstream.orders.OrderQuery.OrderPage;
import dev.orderstream.orders.OrderQuery.SearchOrders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderQueriesTest {

    private static final CustomerId ANNA = new CustomerId("anna");
    private static final CustomerId BERT = new CustomerId("bert");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Shop shop = new Shop();

    @Test
    void every_query_has_a_handler() {
        List<Query<?>> queries =
                List.of(
                        new FindOrder(Samples.ID, OrderReader.OF_ALL, null),
                        new ListOrders(ANNA, null, true, new ListPart.Page(1, 20), null),
                        new SearchOrders(
                                new SearchCriteria(
                                        SearchWords.parse("Anna"),
                                        null,
                                        null,
                                        null,
                                        SearchCriteria.Created.ANY_TIME,
                                        SearchCriteria.Total.ANY),
                                new OrderSearch.Sort(OrderSearch.Sort.By.CREATED_AT, false),
                                new OrderSearch.Part.Page(1, 20),
                                null),
                        history(Samples.ID, HistoryPlace.START, 10));

        assertThat(queries.stream().<Class<?>>map(Query::getClass))
                .containsExactlyInAnyOrder(OrderQuery.class.getPermittedSubclasses());
        assertThat(queries)
                .allSatisfy(query -> assertThat(shop.queries.dispatch(query)).isNotNull());
    }

    @Nested
    class OneOrder {

        @Test
        void an_order_is_found_with_its_version() {
            OrderId id = shop.place(ANNA, 2);
            shop.send(new CancelOrder(id, "why", Samples.envelope()));
            shop.project(id);

            Answer<?> answer = find(id, null);

            assertThat(answer.recent()).isTrue();
            Versioned<OrderView> found = find(id, null).value().orElseThrow();
            assertThat(found.version()).isEqualTo(2);
            assertThat(found.value().placement().orderId()).isEqualTo(id);
            assertThat(found.value().progress().cancelReason()).isEqualTo("why");
            assertThat(found.value().totalAmount()).isEqualByComparingTo("50.40");
        }

        @Test
        void an_order_that_is_not_there_is_not_found_at_once() {
            assertThat(find(Samples.ID, null).value()).isEmpty();
            assertThat(shop.ticker.pauses()).isEmpty();
        }

        @Test
        void who_does_not_wait_sees_what_is_there() {
            OrderId id = shop.place(ANNA, 1);

            assertThat(find(id, null).value()).isEmpty();
            assertThat(shop.ticker.pauses()).isEmpty();
        }

        @Test
        void who_waits_sees_what_he_wrote() {
            OrderId id = shop.placeAndProject(ANNA, 1);
            shop.send(new CancelOrder(id, null, Samples.envelope()));
            shop.ticker.whileSleeping(() -> shop.project(id));

            var answer = find(id, awaited(id, 2));

            assertThat(answer.recent()).isTrue();
            assertThat(answer.value()).map(Versioned::version).contains(2L);
            assertThat(shop.ticker.pauses()).hasSize(1);
        }

        @Test
        void a_version_that_is_there_already_is_not_waited_for() {
            OrderId id = shop.placeAndProject(ANNA, 1);

            assertThat(find(id, awaited(id, 1)).recent()).isTrue();
            assertThat(shop.ticker.pauses()).isEmpty();
        }

        @Test
        void who_waits_in_vain_sees_what_is_there_when_the_time_is_over() {
            OrderId id = shop.placeAndProject(ANNA, 1);
            shop.send(new CancelOrder(id, null, Samples.envelope()));

            var answer = find(id, awaited(id, 2));

            assertThat(answer.recent()).isFalse();
            assertThat(answer.value()).map(Versioned::version).contains(1L);
            assertThat(shop.ticker.elapsed()).isEqualTo(TIMEOUT);
        }

        private Answer<Optional<Versioned<OrderView>>> find(OrderId id, @Nullable Awaited awaited) {
            return OrderQueriesTest.this.find(id, OrderReader.OF_ALL, awaited);
        }
    }

    private static FindHistory history(OrderId id, HistoryPlace after, int entriesMax) {
        return new FindHistory(id, OrderReader.OF_ALL, after, entriesMax, null);
    }

    private Answer<Optional<Versioned<OrderView>>> find(
            OrderId id, OrderReader reader, @Nullable Awaited awaited) {
        return shop.queries.dispatch(new FindOrder(id, reader, awaited));
    }

    @Nested
    class Readers {

        @Test
        void an_order_is_there_for_its_customer_and_for_who_sees_all() {
            OrderId id = shop.placeAndProject(ANNA, 1);

            assertThat(find(id, new OrderReader(ANNA), null).value()).isPresent();
            assertThat(find(id, OrderReader.OF_ALL, null).value()).isPresent();
            assertThat(find(id, new OrderReader(BERT), null).value()).isEmpty();
        }

        @Test
        void another_customers_order_is_not_waited_for_as_one_that_does_not_exist() {
            OrderId projected = shop.placeAndProject(ANNA, 1);
            OrderId late = shop.place(ANNA, 2);
            OrderReader bert = new OrderReader(BERT);

            for (OrderId id : List.of(projected, late, Samples.ID)) {
                assertThat(find(id, bert, awaited(id, 1)))
                        .isEqualTo(new Answer<>(Optional.empty(), false));
            }
            assertThat(shop.ticker.pauses()).isEmpty();
        }

        @Test
        void a_customer_waits_for_their_own_order() {
            OrderId id = shop.place(ANNA, 1);
            shop.ticker.whileSleeping(() -> shop.project(id));

            assertThat(find(id, new OrderReader(ANNA), awaited(id, 1)).recent()).isTrue();
        }

        @Test
        void a_version_that_does_not_exist_is_not_waited_for() {
            OrderId id = shop.placeAndProject(ANNA, 1);

            var answer = find(id, new OrderReader(ANNA), awaited(id, 2_000_000_000));

            assertThat(answer.recent()).isFalse();
            assertThat(answer.value()).map(Versioned::version).contains(1L);
            assertThat(shop.ticker.pauses()).isEmpty();
        }

        @Test
        void somebody_elses_history_is_not_there() {
            OrderId foreign = shop.placeAndProject(ANNA, 1);
            FindHistory query =
                    new FindHistory(foreign, new OrderReader(BERT), HistoryPlace.START, 10, null);

            assertThat(shop.queries.dispatch(query).value()).isEmpty();
        }
    }

    @Nested
    class History {

        @Test
        void the_history_of_an_order_is_its_events_in_order() {
            OrderId id = shop.place(ANNA, 1);
            shop.send(new CancelOrder(id, null, Samples.envelope()));
            shop.project(id);

            var history = read(id, HistoryPlace.START, 10);

            assertThat(versions(history)).containsExactly(1L, 1L, 2L);
            assertThat(history.entries())
                    .extracting(OrderHistoryEntry::event)
                    .isEqualTo(
                            shop.commits(id).stream()
                                    .flatMap(commit -> commit.events().stream())
                                    .toList());
            assertThat(history.order().value().progress().status())
                    .isEqualTo(OrderStatus.CANCELLED);
            assertThat(history.next()).isNull();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
        void a_history_is_walked_in_parts_of_any_size_also_within_a_commit(int entriesMax) {
            OrderId id = shop.place(ANNA, 1);
            shop.send(new AddOrderItem(id, Samples.item("sku-2", 1, "1"), Samples.envelope()));
            shop.send(new RemoveOrderItem(id, 1, Samples.envelope()));
            shop.send(new AddOrderItem(id, Samples.item("sku-3", 1, "1"), Samples.envelope()));
            shop.send(new CancelOrder(id, null, Samples.envelope()));
            shop.project(id);
            var all = read(id, HistoryPlace.START, 100).entries();

            List<OrderHistoryEntry> walked = new ArrayList<>();
            HistoryPlace next = HistoryPlace.START;
            int parts = 0;
            while (next != null) {
                var part = read(id, next, entriesMax);
                walked.addAll(part.entries());
                assertThat(part.entries()).hasSizeBetween(1, entriesMax);
                next = part.next();
                parts++;
            }

            assertThat(walked).isEqualTo(all).hasSize(6);
            assertThat(parts).isEqualTo(Math.ceilDiv(6, entriesMax));
        }

        @Test
        void a_customer_is_told_the_ids_of_the_owners_callers_and_of_no_operator() {
            OrderId id = shop.place(ANNA, 1);
            shop.send(new CancelOrder(id, null, sentBy("ops-1", false)));
            shop.project(id);

            assertThat(senders(id, new OrderReader(ANNA, "user-2")))
                    .containsExactly(
                            "user-1 correlation-1 null",
                            "user-1 correlation-1 null",
                            "operator operator operator");
            assertThat(senders(id, OrderReader.OF_ALL))
                    .containsExactly(
                            "user-1 correlation-1 null",
                            "user-1 correlation-1 null",
                            "ops-1 corr-ops-1 cause-ops-1");
        }

        @Test
        void a_change_that_does_not_say_whether_an_operator_made_it_is_told_to_its_maker_alone() {
            OrderId id = shop.place(ANNA, 1);
            shop.send(new CancelOrder(id, null, sentBy("anna", false)));
            shop.project(id);

            assertThat(senders(id, new OrderReader(ANNA, "anna")))
                    .endsWith("anna corr-anna cause-anna");
            assertThat(senders(id, new OrderReader(ANNA, "otto")))
                    .endsWith("operator operator operator");
            assertThat(senders(id, new OrderReader(ANNA))).endsWith("operator operator operator");
        }

        private Envelope sentBy(String user, boolean byOwner) {
            return new Envelope(
                    new Commit.Origin(
                            Digest.random(),
                            Digest.random(),
                            true,
                            user,
                            "corr-" + user,
                            "cause-" + user,
                            byOwner),
                    Samples.NOON,
                    null);
        }

        private List<String> senders(OrderId id, OrderReader reader) {
            FindHistory query = new FindHistory(id, reader, HistoryPlace.START, 10, null);
            return shop.queries.dispatch(query).value().orElseThrow().entries().stream()
                    .map(OrderHistoryEntry::commit)
                    .map(commit ->
                            "%s %s %s"
                                    .formatted(
                                            commit.userId(),
                                            commit.correlationId(),
                                            commit.causationId()))
                    .toList();
        }

        @Test
        void history_never_passes_the_version_of_the_view() {
            OrderId id = shop.placeAndProject(ANNA, 1);
            shop.send(new CancelOrder(id, null, Samples.envelope()));
            HistoryEntry first =
                    shop.views
                            .history("ORDER#" + id.value(), 0, 1, 1, Consistency.STRONG)
                            .getFirst();
            HistoryEntry ahead =
                    new HistoryEntry(2, first.recordedAt(), "u", "c", null, false, first.events());
            shop.views.putAhead("ORDER#" + id.value(), List.of(ahead), Tokens.NONE);

            var history = read(id, HistoryPlace.START, 10);

            assertThat(versions(history)).containsExactly(1L, 1L);
        }

        private OrderHistory read(OrderId id, HistoryPlace after, int entriesMax) {
            return shop.queries.dispatch(history(id, after, entriesMax)).value().orElseThrow();
        }

        private static List<Long> versions(OrderHistory history) {
            return history.entries().stream().map(entry -> entry.commit().version()).toList();
        }

        @Test
        void an_order_that_is_not_there_has_no_history() {
            assertThat(shop.queries.dispatch(history(Samples.ID, HistoryPlace.START, 10)).value())
                    .isEmpty();
        }
    }

    @Nested
    class Lists {

        @Test
        void a_list_comes_in_pages_newest_first() {
            List<OrderId> placed = placeAll(ANNA, 25);
            placeAll(BERT, 3);

            assertThat(ids(page(null, false, 1, 10))).isEqualTo(placed.reversed().subList(0, 10));
            assertThat(ids(page(null, false, 2, 10))).isEqualTo(placed.reversed().subList(10, 20));
            assertThat(ids(page(null, false, 3, 10))).isEqualTo(placed.reversed().subList(20, 25));
            assertThat(page(null, false, 3, 10).total()).isEqualTo(25);
        }

        @Test
        void a_list_is_turned_around_on_demand() {
            List<OrderId> placed = placeAll(ANNA, 12);

            assertThat(ids(page(null, true, 1, 5))).isEqualTo(placed.subList(0, 5));
            assertThat(ids(page(null, true, 3, 5))).isEqualTo(placed.subList(10, 12));
        }

        @Test
        void a_page_past_the_end_is_empty_and_has_the_true_total() {
            placeAll(ANNA, 3);

            assertThat(page(null, false, 4, 1)).isEqualTo(new OrderPage(List.of(), 3, false));
            assertThat(page(null, false, 1000, 1)).isEqualTo(new OrderPage(List.of(), 3, false));
        }

        @Test
        void a_customer_without_orders_has_an_empty_list() {
            placeAll(BERT, 1);

            assertThat(page(null, false, 1, 20)).isEqualTo(new OrderPage(List.of(), 0, false));
        }

        @Test
        void a_list_can_be_limited_to_a_status() {
            List<OrderId> placed = placeAll(ANNA, 4);
            shop.send(new CancelOrder(placed.get(1), null, Samples.envelope()));
            shop.send(
                    new UpdateOrderStatus(
                            placed.get(2), new StatusChange.Ship("DHL", null), Samples.envelope()));
            placed.forEach(shop::project);

            assertThat(ids(page(OrderStatus.PENDING, true, 1, 20)))
                    .containsExactly(placed.get(0), placed.get(3));
            assertThat(page(OrderStatus.PENDING, true, 1, 1).total()).isEqualTo(2);
            assertThat(ids(page(OrderStatus.CANCELLED, true, 1, 20)))
                    .containsExactly(placed.get(1));
            assertThat(page(OrderStatus.SHIPPED, true, 1, 20).total()).isEqualTo(1);
            assertThat(page(OrderStatus.DELIVERED, true, 1, 20))
                    .isEqualTo(new OrderPage(List.of(), 0, false));
            assertThat(page(null, true, 1, 1).total()).isEqualTo(4);
        }

        @Test
        void a_row_shows_the_summary_and_the_version() {
            OrderId id = placeAll(ANNA, 1).getFirst();
            shop.send(
                    new UpdateOrderStatus(
                            id, new StatusChange.Ship("DHL", "123"), Samples.envelope()));
            shop.project(id);

            Versioned<OrderSummary> row = page(null, false, 1, 20).rows().getFirst();

            assertThat(row.version()).isEqualTo(2);
            assertThat(row.value().status()).isEqualTo(OrderStatus.SHIPPED);
            assertThat(row.value().totalAmount()).isEqualByComparingTo("25.20");
            assertThat(row.value().itemCount()).isEqualTo(1);
            assertThat(row.value().shippedAt()).isEqualTo(row.value().updatedAt());
        }

        @Test
        void a_list_that_waited_shows_the_order() {
            OrderId id = shop.place(ANNA, 1);
            shop.ticker.whileSleeping(() -> shop.project(id));

            Answer<OrderPage> answer = list(awaited(id, 1));

            assertThat(answer.recent()).isTrue();
            assertThat(ids(answer.value())).containsExactly(id);
            assertThat(answer.value().total()).isEqualTo(1);
        }

        @Test
        void a_list_that_waited_in_vain_shows_what_is_there() {
            OrderId old = shop.placeAndProject(ANNA, 1);
            OrderId late = shop.place(ANNA, 2);

            Answer<OrderPage> answer = list(awaited(late, 1));

            assertThat(answer.recent()).isFalse();
            assertThat(ids(answer.value())).containsExactly(old);
            assertThat(shop.ticker.elapsed()).isEqualTo(TIMEOUT);
        }

        @Test
        void an_order_of_another_customer_is_not_waited_for() {
            OrderId projected = shop.placeAndProject(BERT, 1);
            OrderId late = shop.place(BERT, 2);

            for (OrderId foreign : List.of(projected, late, Samples.ID)) {
                assertThat(list(awaited(foreign, 1)))
                        .isEqualTo(new Answer<>(new OrderPage(List.of(), 0, false), false));
            }
            assertThat(shop.ticker.pauses()).isEmpty();
        }

        @Test
        void a_stream_that_is_no_order_is_not_waited_for() {
            OrderId id = shop.placeAndProject(ANNA, 1);

            for (StreamId stream :
                    List.of(
                            new StreamId("Stock", id.value()),
                            new StreamId("Customer", ANNA.value()),
                            new StreamId("Order", "no-uuid"))) {
                assertThat(list(new Awaited(stream, 1, TIMEOUT)).recent()).isFalse();
            }
            assertThat(shop.ticker.pauses()).isEmpty();
        }

        private List<OrderId> placeAll(CustomerId customer, int orders) {
            return IntStream.rangeClosed(1, orders)
                    .mapToObj(number -> shop.placeAndProject(customer, number))
                    .toList();
        }

        private OrderPage page(
                @Nullable OrderStatus status, boolean ascending, int page, int pageSize) {
            return shop.queries
                    .dispatch(
                            new ListOrders(
                                    ANNA,
                                    status,
                                    ascending,
                                    new ListPart.Page(page, pageSize),
                                    null))
                    .value();
        }

        private Answer<OrderPage> list(Awaited awaited) {
            return shop.queries.dispatch(
                    new ListOrders(ANNA, null, false, new ListPart.Page(1, 20), awaited));
        }

        private static List<OrderId> ids(OrderPage page) {
            return page.rows().stream().map(row -> row.value().orderId()).toList();
        }
    }

    private static Awaited awaited(OrderId id, long version) {
        return new Awaited(id.stream(), version, TIMEOUT);
    }
}
