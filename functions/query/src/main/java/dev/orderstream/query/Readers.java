package dev.orderstream.query;

import dev.orderstream.http.HttpCall;
import dev.orderstream.http.ProblemException;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderReader;

/** Which orders a caller may see. */
final class Readers {

    private Readers() {}

    /**
     * @throws ProblemException 403 where no customer is the caller's own, and he is no
     *     administrator
     */
    static OrderReader of(HttpCall call) {
        return call.principal()
                .onlyCustomer(CustomerId::find)
                .map(customer -> new OrderReader(customer, call.principal().subject()))
                .orElse(OrderReader.OF_ALL);
    }
}
