package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderQuery.FindOrder;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.SearchOrders;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that were placed in a currency before it was withdrawn. */
class WithdrawnCurrencyTest {

    private static final OrderCurrency KUNA = OrderCurrency.stored("HRK");

    private final Shop shop = new Shop();

    @BeforeEach
    void an_order_in_kuna() {
        shop.send(
                new CreateOrder(
                        Samples.ID,
                        Samples.CUSTOMER,
                        KUNA,
                        List.of(Samples.item("sku-1", 2, "7.5")),
                        Samples.ADDRESS,
                        Samples.envelope()));
        shop.project(Samples.ID);
    }

    @Test
    void it_is_looked_up_listed_and_found() {
        var found = shop.queries.dispatch(new FindOrder(Samples.ID, OrderReader.OF_ALL, null));
        var listed =
                shop.queries.dispatch(
                        new ListOrders(
                                Samples.CUSTOMER, null, false, new ListPart.Page(1, 20), null));
        var searched = search("sku-1");

        OrderSummary order = found.value().orElseThrow().value().summary();
        assertThat(order.currency()).isEqualTo(KUNA);
        assertThat(order.currency().scaled(order.totalAmount())).hasToString("15.00");
        for (List<Versioned<OrderSummary>> rows : List.of(listed.value().rows(), searched.rows())) {
            assertThat(rows).hasSize(1);
            assertThat(rows.getFirst().value().orderId()).isEqualTo(Samples.ID);
            assertThat(rows.getFirst().value().currency()).isEqualTo(KUNA);
        }
    }

    @Test
    void it_is_changed_with_the_decimals_that_the_currency_had() {
        assertThat(shop.send(Samples.add(Samples.item("sku-2", 1, "0.99"))))
                .isInstanceOf(Committed.class);
        assertThat(shop.send(Samples.add(Samples.item("sku-2", 1, "0.999"))))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.reason())
                                        .isEqualTo(new OrderRejection.PriceTooPrecise(KUNA)));
        assertThat(shop.send(Samples.ship())).isInstanceOf(Committed.class);
    }

    @Test
    void it_is_changed_past_a_snapshot_and_counts_for_its_customer() {
        for (int line = 2; line <= 60; line++) {
            shop.send(Samples.add(Samples.item("sku-2", 1, "1")));
            shop.send(Samples.remove(line));
        }

        assertThat(shop.send(Samples.ship())).isInstanceOf(Committed.class);
        shop.project(Samples.ID);

        var customer =
                shop.queries.dispatch(
                        new CustomerQuery.FindCustomer(Samples.CUSTOMER, OrderReader.OF_ALL, null));
        assertThat(customer.value().orElseThrow().value().spent())
                .extracting(CustomerView.Spent::currency)
                .containsExactly(KUNA);
    }

    private OrderSearch.Found search(String words) {
        return shop.queries
                .dispatch(
                        new SearchOrders(
                                new SearchCriteria(
                                        SearchWords.parse(words),
                                        null,
                                        null,
                                        null,
                                        SearchCriteria.Created.ANY_TIME,
                                        SearchCriteria.Total.ANY),
                                new OrderSearch.Sort(OrderSearch.Sort.By.CREATED_AT, false),
                                new OrderSearch.Part.Page(1, 20),
                                null))
                .value();
    }
}
