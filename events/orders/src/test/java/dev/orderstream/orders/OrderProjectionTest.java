package dev.orderstream.orders;

import static dev.orderstream.orders.Samples.ADDRESS;
import static dev.orderstream.orders.Samples.CUSTOMER;
import static dev.orderstream.orders.Samples.EUR;
import static dev.orderstream.orders.Samples.ID;
import static dev.orderstream.orders.Samples.NOON;
import static dev.orderstream.orders.Samples.added;
import static dev.orderstream.orders.Samples.created;
import static dev.orderstream.orders.Samples.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderDelivered;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.orders.OrderView.Placement;
import dev.orderstream.orders.OrderView.Progress;
import dev.orderstream.testkit.ProjectionSpec;
import dev.orderstream.testkit.Seeds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderProjectionTest {

    private static final Instant LATER = NOON.plusMillis(1);
    private static final Instant LATEST = NOON.plusSeconds(86_400);
    private static final NewItem BOOK = item("book", 1, "25.20");
    private static final NewItem PEN = item("pen", 3, "0.99");
    private static final OrderLine BOOK_LINE =
            new OrderLine(1, BOOK.productId(), BOOK.quantity(), BOOK.unitPrice());
    private static final OrderLine PEN_LINE =
            new OrderLine(2, PEN.productId(), PEN.quantity(), PEN.unitPrice());
    private static final Placement PLACEMENT =
            new Placement(ID, CUSTOMER, null, EUR, ADDRESS, NOON);
    private static final Progress PENDING =
            new Progress(OrderStatus.PENDING, null, null, null, null, null, null);

    private final ProjectionSpec<OrderView, OrderEvent> spec =
            new ProjectionSpec<>(new OrderProjection(), OrderEvent.CODEC);
    private final ProjectionSpec<OrderView, OrderEvent> placed =
            spec.given(NOON, created(EUR), added(1, BOOK));

    @Test
    void an_order_is_shown_as_it_was_placed() {
        placed.then(new OrderView(PLACEMENT, List.of(BOOK_LINE), PENDING, NOON));
    }

    @Test
    void the_name_of_the_customer_is_shown_as_it_was_when_the_order_was_placed() {
        OrderView view =
                spec.given(
                                NOON,
                                new OrderCreated(ID, CUSTOMER, "Zoë", EUR, ADDRESS),
                                added(1, BOOK))
                        .view();

        assertThat(view.placement().customerName()).isEqualTo("Zoë");
        assertThat(view.summary().customerName()).isEqualTo("Zoë");
    }

    @Test
    void lines_come_and_go() {
        placed.given(LATER, added(2, PEN))
                .then(new OrderView(PLACEMENT, List.of(BOOK_LINE, PEN_LINE), PENDING, LATER));
        placed.given(LATER, added(2, PEN))
                .given(LATEST, new OrderItemRemoved(1))
                .then(new OrderView(PLACEMENT, List.of(PEN_LINE), PENDING, LATEST));
    }

    @Test
    void a_shipped_order_shows_when_and_how() {
        placed.given(LATER, new OrderShipped("DHL", "123"))
                .then(
                        new OrderView(
                                PLACEMENT,
                                List.of(BOOK_LINE),
                                new Progress(
                                        OrderStatus.SHIPPED, LATER, null, null, null, "DHL", "123"),
                                LATER));
    }

    @Test
    void a_delivered_order_still_shows_how_it_was_shipped() {
        placed.given(LATER, new OrderShipped("DHL", "123"))
                .given(LATEST, new OrderDelivered())
                .then(
                        new OrderView(
                                PLACEMENT,
                                List.of(BOOK_LINE),
                                new Progress(
                                        OrderStatus.DELIVERED,
                                        LATER,
                                        LATEST,
                                        null,
                                        null,
                                        "DHL",
                                        "123"),
                                LATEST));
    }

    @Test
    void a_cancelled_order_shows_when_and_why() {
        placed.given(LATER, new OrderCancelled("changed my mind"))
                .then(
                        new OrderView(
                                PLACEMENT,
                                List.of(BOOK_LINE),
                                new Progress(
                                        OrderStatus.CANCELLED,
                                        null,
                                        null,
                                        LATER,
                                        "changed my mind",
                                        null,
                                        null),
                                LATER));
    }

    @Test
    void the_total_is_exact() {
        assertTotal("25.20", BOOK);
        assertTotal("28.17", BOOK, PEN);
        assertTotal("1000.00", item("a", 1, "1000.00"));
        assertTotal("0", item("a", 1_000_000, "0"));
        assertTotal("0.30", item("a", 1, "0.1"), item("a", 1, "0.2"));
        assertTotal("999998999970000.03", item("a", 999_999, "999999999.97"));
        assertTotal(
                "999998999971025.23",
                item("a", 999_999, "999999999.97"),
                item("b", 1, "1000.00"),
                BOOK);
    }

    private void assertTotal(String expected, NewItem... items) {
        ProjectionSpec<OrderView, OrderEvent> given = spec.given(NOON, created(EUR));
        for (int i = 0; i < items.length; i++) {
            given = given.given(NOON, added(i + 1, items[i]));
        }

        assertThat(given.view().totalAmount()).isEqualByComparingTo(expected);
        assertThat(EUR.scaled(given.view().totalAmount()).toPlainString())
                .isEqualTo(EUR.scaled(new BigDecimal(expected)).toPlainString());
        assertThat(given.view().summary().itemCount()).isEqualTo(items.length);
        assertThat(given.body().summary().decimal("total_amount")).isEqualByComparingTo(expected);
    }

    @Test
    void an_order_is_listed_with_its_customer_by_creation_and_status() {
        String sort = "2026-03-01T12:00:00.000Z#" + ID.value();

        assertThat(placed.body().listing()).isEqualTo(new Listing("CUSTOMER#c-1", "pending", sort));
        assertThat(placed.given(LATER, new OrderCancelled(null)).body().listing())
                .isEqualTo(new Listing("CUSTOMER#c-1", "cancelled", sort));
    }

    @Test
    void an_order_counts_in_its_status_and_its_money_counts_once_it_is_shipped() {
        var shipped = placed.given(LATER, new OrderShipped(null, null));

        assertCounts(placed, Map.of("orders_pending", "1"));
        assertCounts(
                placed.given(LATER, new OrderCancelled(null)), Map.of("orders_cancelled", "1"));
        assertCounts(shipped, Map.of("orders_shipped", "1", "spent_EUR", "25.2"));
        assertCounts(
                shipped.given(LATEST, new OrderDelivered()),
                Map.of("orders_delivered", "1", "spent_EUR", "25.2"));
    }

    private static void assertCounts(
            ProjectionSpec<OrderView, OrderEvent> given, Map<String, String> expected) {
        Tally tally = given.body().tally();

        assertThat(tally.counters()).isEqualTo(new ViewKey("CUSTOMER", "c-1", "TOTALS"));
        assertThat(tally.amounts()).containsOnlyKeys(expected.keySet());
        expected.forEach((name, amount) ->
                assertThat(tally.amounts().get(name)).isEqualByComparingTo(amount));
    }

    @Test
    void any_order_is_read_from_its_document_as_it_was_written() {
        Seeds.forEach(
                300,
                (seed, random) -> {
                    ProjectionSpec<OrderView, OrderEvent> given = spec;
                    Instant time = NOON;
                    for (List<OrderEvent> events : new RandomOrders(random).history()) {
                        time = time.plusMillis(random.nextInt(100_000));
                        given = given.given(time, events);
                    }

                    // The specification itself writes and reads the view after each commit.
                    OrderView view = given.view();

                    assertThat(view.totalAmount()).isEqualByComparingTo(total(view));
                    assertThat(OrderViewDocument.readSummary(given.body().summary()))
                            .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                            .usingRecursiveComparison()
                            .isEqualTo(view.summary());
                });
    }

    private static BigDecimal total(OrderView view) {
        BigDecimal total = BigDecimal.ZERO;
        for (OrderLine line : view.lines()) {
            for (int bit = 0; bit < 20; bit++) {
                if ((line.quantity().pieces() >> bit & 1) == 1) {
                    total = total.add(line.unitPrice().amount().multiply(BigDecimal.TWO.pow(bit)));
                }
            }
        }
        return total;
    }

    @Test
    void an_order_is_created_only_once() {
        assertThatThrownBy(() -> placed.given(LATER, created(EUR)).view())
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void an_order_whose_creation_is_missing_can_not_be_shown() {
        assertThatThrownBy(() -> spec.given(NOON, added(1, BOOK)).view())
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void a_line_that_was_added_shows_its_own_price_and_quantity() {
        OrderItemAdded event = added(7, item("a", 1_000_000, "0.01"));

        OrderLine line = placed.given(LATER, event).view().lines().getLast();

        assertThat(line.line()).isEqualTo(7);
        assertThat(line.subtotal()).isEqualByComparingTo("10000");
    }
}
