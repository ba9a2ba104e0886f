package dev.orderstream.query;

import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.orders.CustomerView;
import dev.orderstream.orders.OrderStatus;

/** Customers as JSON. */
final class CustomerJson {

    private CustomerJson() {}

    /** Every status is there, also where it has no order. */
    static void customer(JsonWriter json, Versioned<CustomerView> found) {
        CustomerView customer = found.value();
        json.text("customer_id", customer.customerId().value())
                .text("name", customer.name())
                .object(
                        "orders",
                        counts -> {
                            for (OrderStatus status : OrderStatus.values()) {
                                counts.number(
                                        status.word(), customer.orders().getOrDefault(status, 0L));
                            }
                        })
                .list(
                        "spent",
                        customer.spent(),
                        (item, spent) ->
                                item.text("currency", spent.currency().code())
                                        .decimal("amount", spent.currency().scaled(spent.amount())))
                .number("version", found.version());
    }
}
