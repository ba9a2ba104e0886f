package dev.orderstream.orders;

import static dev.orderstream.orders.Samples.EUR;
import static dev.orderstream.orders.Samples.JPY;
import static dev.orderstream.orders.Samples.KWD;
import static dev.orderstream.orders.Samples.add;
import static dev.orderstream.orders.Samples.added;
import static dev.orderstream.orders.Samples.cancel;
import static dev.orderstream.orders.Samples.created;
import static dev.orderstream.orders.Samples.deliver;
import static dev.orderstream.orders.Samples.item;
import static dev.orderstream.orders.Samples.items;
import static dev.orderstream.orders.Samples.place;
import static dev.orderstream.orders.Samples.placed;
import static dev.orderstream.orders.Samples.remove;
import static dev.orderstream.orders.Samples.ship;
import static dev.orderstream.orders.Samples.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderDelivered;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.orders.OrderRejection.AlreadyCreated;
import dev.orderstream.orders.OrderRejection.InvalidTransition;
import dev.orderstream.orders.OrderRejection.LineNotFound;
import dev.orderstream.orders.OrderRejection.NotFound;
import dev.orderstream.orders.OrderRejection.PriceTooPrecise;
import dev.orderstream.orders.StatusChange.Cancel;
import dev.orderstream.testkit.DeciderSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrderDeciderTest {

    private static final NewItem BOOK = item("book", 2, "25.20");
    private static final OrderEvent SHIPPED = new OrderShipped("DHL", "123");
    private static final OrderEvent DELIVERED = new OrderDelivered();
    private static final OrderEvent CANCELLED = new OrderCancelled("changed my mind");

    private final DeciderSpec<OrderCommand, Order, OrderEvent, OrderRejection> spec =
            new DeciderSpec<>(new OrderDecider(new Inventory(true)));

    @Nested
    class Creating {

        @Test
        void an_order_is_created_and_then_gets_its_lines() {
            spec.given()
                    .when(place(BOOK, item("pen", 1, "0.99"), BOOK))
                    .thenEvents(
                            created(EUR),
                            added(1, BOOK),
                            added(2, item("pen", 1, "0.99")),
                            added(3, BOOK));
        }

        @Test
        void an_order_has_fifty_lines_at_most() {
            assertThat(spec.given().when(place(EUR, items(50))).events()).hasSize(51);
            assertThatThrownBy(() -> place(EUR, items(51)))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessage("expected 1 to 50 items");
        }

        @Test
        void an_order_has_one_line_at_least() {
            assertThatThrownBy(() -> place(EUR, List.of()))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessage("expected 1 to 50 items");
        }

        @Test
        void an_order_is_created_once() {
            spec.given(placed(1)).when(place(BOOK)).thenRejected(new AlreadyCreated());
            spec.given(placed(1, CANCELLED)).when(place(BOOK)).thenRejected(new AlreadyCreated());
        }

        @Test
        void every_price_fits_the_currency() {
            assertThat(place(EUR, List.of(item("a", 1, "0.99"))).items()).hasSize(1);
            assertThat(place(KWD, List.of(item("a", 1, "0.999"))).items()).hasSize(1);
            assertThat(place(JPY, List.of(item("a", 1, "100.00"))).items()).hasSize(1);
            assertTooPrecise(EUR, "0.999");
            assertTooPrecise(KWD, "0.9999");
            assertTooPrecise(JPY, "0.5");
        }

        private static void assertTooPrecise(OrderCurrency currency, String price) {
            List<NewItem> items = List.of(item("a", 1, "1"), item("a", 1, price));
            assertThatThrownBy(() -> place(currency, items))
                    .isInstanceOfSatisfying(
                            InvalidValueException.class,
                            e -> assertThat(e.code()).isEqualTo("too-many-decimals"));
        }
    }

    @Nested
    class OfAnOrderThatIsNotThere {

        @Test
        void nothing_can_be_changed() {
            for (OrderCommand command :
                    List.of(add(BOOK), remove(1), ship(), deliver(), cancel(), cancel("why"))) {
                spec.given().when(command).thenRejected(new NotFound());
            }
        }
    }

    @Nested
    class Lines {

        @Test
        void a_line_is_added_with_the_next_number() {
            spec.given(placed(2)).when(add(BOOK)).thenEvents(added(3, BOOK));
        }

        @Test
        void a_product_may_stand_on_two_lines() {
            spec.given(created(EUR), added(1, BOOK)).when(add(BOOK)).thenEvents(added(2, BOOK));
        }

        @Test
        void a_line_is_removed() {
            spec.given(placed(2)).when(remove(1)).thenEvents(new OrderItemRemoved(1));
        }

        @Test
        void the_number_of_a_removed_line_is_never_used_again() {
            spec.given(placed(3, new OrderItemRemoved(3), new OrderItemRemoved(2)))
                    .when(add(BOOK))
                    .thenEvents(added(4, BOOK));
        }

        @Test
        void a_line_that_is_not_there_can_not_be_removed() {
            for (int line : new int[] {0, -1, 4, 2, Integer.MAX_VALUE}) {
                spec.given(placed(3, new OrderItemRemoved(2)))
                        .when(remove(line))
                        .thenRejected(new LineNotFound(line));
            }
        }

        @Test
        void the_last_line_stays() {
            assertForbidden(placed(2, new OrderItemRemoved(1)), remove(2), OrderStatus.PENDING);
        }

        @Test
        void an_unknown_line_of_an_order_with_one_line_is_unknown_and_not_the_last() {
            spec.given(placed(1)).when(remove(2)).thenRejected(new LineNotFound(2));
        }

        @Test
        void a_fifty_first_line_is_not_added() {
            assertForbidden(placed(50), add(BOOK), OrderStatus.PENDING);
        }

        @Test
        void a_fiftieth_line_is_added() {
            spec.given(placed(49)).when(add(BOOK)).thenEvents(added(50, BOOK));
        }

        @Test
        void a_line_that_is_removed_makes_room_for_another() {
            spec.given(placed(50, new OrderItemRemoved(7)))
                    .when(add(BOOK))
                    .thenEvents(added(51, BOOK));
        }

        @Test
        void lines_change_only_while_the_order_is_pending() {
            for (OrderCommand command : List.of(add(BOOK), remove(1))) {
                assertForbidden(placed(2, SHIPPED), command, OrderStatus.SHIPPED);
                assertForbidden(placed(2, SHIPPED, DELIVERED), command, OrderStatus.DELIVERED);
                assertForbidden(placed(2, CANCELLED), command, OrderStatus.CANCELLED);
            }
        }

        @Test
        void an_unknown_line_is_unknown_whatever_the_status() {
            spec.given(placed(2, SHIPPED)).when(remove(99)).thenRejected(new LineNotFound(99));
        }

        @Test
        void a_price_has_no_more_decimals_than_the_currency() {
            assertAdded(EUR, "0.99");
            assertAdded(EUR, "0.990");
            assertTooPrecise(EUR, "0.999");
            assertAdded(JPY, "99");
            assertAdded(JPY, "99.00");
            assertTooPrecise(JPY, "99.5");
            assertAdded(KWD, "0.999");
            assertTooPrecise(KWD, "0.9999");
        }

        private void assertAdded(OrderCurrency currency, String price) {
            spec.given(placed(currency, 1))
                    .when(add(item("a", 1, price)))
                    .thenEvents(added(2, item("a", 1, price)));
        }

        private void assertTooPrecise(OrderCurrency currency, String price) {
            spec.given(placed(currency, 1))
                    .when(add(item("a", 1, price)))
                    .thenRejected(new PriceTooPrecise(currency));
        }
    }

    @Nested
    class Status {

        @Test
        void a_pending_order_is_shipped() {
            spec.given(placed(1)).when(ship("DHL", "123")).thenEvents(SHIPPED);
            spec.given(placed(1)).when(ship()).thenEvents(new OrderShipped(null, null));
        }

        @Test
        void a_pending_order_is_not_delivered() {
            assertForbidden(placed(1), deliver(), OrderStatus.PENDING);
        }

        @Test
        void a_pending_order_is_cancelled() {
            spec.given(placed(1)).when(cancel("changed my mind")).thenEvents(CANCELLED);
            spec.given(placed(1)).when(cancel()).thenEvents(new OrderCancelled(null));
        }

        @Test
        void a_shipped_order_is_delivered() {
            spec.given(placed(1, SHIPPED)).when(deliver()).thenEvents(DELIVERED);
        }

        @Test
        void a_shipped_order_is_not_cancelled() {
            assertForbidden(placed(1, SHIPPED), cancel(), OrderStatus.SHIPPED);
        }

        @Test
        void a_delivered_order_is_neither_shipped_nor_cancelled() {
            assertForbidden(placed(1, SHIPPED, DELIVERED), ship(), OrderStatus.DELIVERED);
            assertForbidden(
                    placed(1, SHIPPED, DELIVERED), ship("DHL", "123"), OrderStatus.DELIVERED);
            assertForbidden(placed(1, SHIPPED, DELIVERED), cancel(), OrderStatus.DELIVERED);
        }

        @Test
        void a_cancelled_order_is_neither_shipped_nor_delivered() {
            assertForbidden(placed(1, CANCELLED), ship(), OrderStatus.CANCELLED);
            assertForbidden(placed(1, CANCELLED), deliver(), OrderStatus.CANCELLED);
        }

        @Test
        void the_status_that_an_order_has_already_changes_nothing() {
            spec.given(placed(1, SHIPPED)).when(ship("DHL", "123")).thenUnchanged();
            spec.given(placed(1, SHIPPED, DELIVERED)).when(deliver()).thenUnchanged();
            spec.given(placed(1, CANCELLED)).when(cancel("changed my mind")).thenUnchanged();
            spec.given(placed(1, new OrderShipped(null, null))).when(ship()).thenUnchanged();
            spec.given(placed(1, new OrderCancelled(null))).when(cancel()).thenUnchanged();
        }

        @Test
        void the_same_status_without_particulars_changes_nothing() {
            spec.given(placed(1, SHIPPED)).when(ship()).thenUnchanged();
            spec.given(placed(1, SHIPPED)).when(ship("DHL", null)).thenUnchanged();
            spec.given(placed(1, SHIPPED)).when(ship(null, "123")).thenUnchanged();
            spec.given(placed(1, CANCELLED)).when(cancel()).thenUnchanged();
        }

        @Test
        void the_same_status_with_other_particulars_is_forbidden() {
            assertForbidden(placed(1, SHIPPED), ship("UPS", "123"), OrderStatus.SHIPPED);
            assertForbidden(placed(1, SHIPPED), ship("DHL", "124"), OrderStatus.SHIPPED);
            assertForbidden(placed(1, SHIPPED), ship("UPS", null), OrderStatus.SHIPPED);
            assertForbidden(placed(1, SHIPPED), ship(null, "124"), OrderStatus.SHIPPED);
            assertForbidden(placed(1, CANCELLED), cancel("other"), OrderStatus.CANCELLED);
        }

        @Test
        void the_same_status_with_particulars_that_were_not_given_before_is_forbidden() {
            OrderEvent bare = new OrderShipped(null, null);

            assertForbidden(placed(1, bare), ship("DHL", null), OrderStatus.SHIPPED);
            assertForbidden(placed(1, bare), ship(null, "123"), OrderStatus.SHIPPED);
            assertForbidden(
                    placed(1, new OrderCancelled(null)), cancel("why"), OrderStatus.CANCELLED);
        }

        @Test
        void cancelling_and_setting_the_status_to_cancelled_are_the_same() {
            spec.given(placed(1))
                    .when(update(new Cancel("why")))
                    .thenEvents(new OrderCancelled("why"));
            spec.given(placed(1, CANCELLED)).when(update(new Cancel(null))).thenUnchanged();
        }

        @Test
        void a_refusal_says_what_would_be_needed() {
            assertThat(spec.given(placed(1, CANCELLED)).when(ship()).rejection())
                    .isEqualTo(
                            new InvalidTransition(
                                    OrderStatus.CANCELLED,
                                    "only a pending order can become shipped"));
            assertThat(spec.given(placed(1)).when(deliver()).rejection())
                    .isEqualTo(
                            new InvalidTransition(
                                    OrderStatus.PENDING,
                                    "only a shipped order can become delivered"));
        }
    }

    @Test
    void an_order_begins_with_its_creation() {
        List<OrderEvent> events = new ArrayList<>(placed(1));
        events.removeFirst();

        assertThatThrownBy(() -> spec.given(events)).isInstanceOf(UnreadableException.class);
    }

    private void assertForbidden(
            List<OrderEvent> given, OrderCommand command, OrderStatus current) {
        assertThat(spec.given(given).when(command).rejection())
                .isInstanceOfSatisfying(
                        InvalidTransition.class,
                        rejection -> assertThat(rejection.current()).isEqualTo(current));
    }
}
