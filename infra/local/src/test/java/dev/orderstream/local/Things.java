package dev.orderstream.local;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is called for: an order of its owner, somebody else, a product, an operation. */
record Things(String owner, String other, String product, String order, String operation) {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([^\"]+)\"");

    /** Some that nobody has named before; they are not there until somebody creates them. */
    static Things fresh() {
        int n = NUMBER.incrementAndGet();
        return new Things("own-" + n, "other-" + n, "product-" + n, "", "");
    }

    /** The same with the order of this answer. */
    Things withOrder(String created) {
        Matcher id = ORDER_ID.matcher(created);
        if (!id.find()) {
            throw new AssertionError("expected an order, got " + created);
        }
        return new Things(owner, other, product, id.group(1), operation);
    }

    /** The same with this rebuild or verification. */
    Things withOperation(String id) {
        return new Things(owner, other, product, order, id);
    }

    /** The text with these in place of a route's variables. */
    String in(String text) {
        return text.replace("{order_id}", order)
                .replace("{customer_id}", owner)
                .replace("{product_id}", product)
                .replace("{operation_id}", operation)
                .replace("{stream_id}", "Order-" + owner)
                .replace("{line}", "1");
    }
}
