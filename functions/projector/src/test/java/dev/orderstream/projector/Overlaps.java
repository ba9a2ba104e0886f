package dev.orderstream.projector;

import dev.orderstream.testing.RequestWatcher;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many transactions there were at the same time. The first one waits for a second one, so that
 * those which may meet do.
 */
final class Overlaps implements RequestWatcher {

    private static final Pattern CUSTOMER =
            Pattern.compile("\"customer_id\":\\{\"S\":\"([^\"]+)\"");

    private final Map<String, Integer> underWay = new HashMap<>();
    private int ofOneCustomer;
    private int ofAll;

    @Override
    public void begins(String operation, String body) throws InterruptedException {
        if (!operation.equals("TransactWriteItems")) {
            return;
        }
        synchronized (this) {
            int customers = underWay.merge(customer(body), 1, Integer::sum);
            ofOneCustomer = Math.max(ofOneCustomer, customers);
            ofAll = Math.max(ofAll, underWay.values().stream().mapToInt(Integer::intValue).sum());
            notifyAll();
            while (ofAll < 2) {
                wait();
            }
        }
    }

    @Override
    public synchronized void ends(String operation, String body) {
        if (operation.equals("TransactWriteItems")) {
            underWay.merge(customer(body), -1, Integer::sum);
        }
    }

    private static String customer(String body) {
        Matcher customer = CUSTOMER.matcher(body);
        if (!customer.find()) {
            throw new AssertionError("expected an order in " + body);
        }
        return customer.group(1);
    }

    synchronized int ofOneCustomer() {
        return ofOneCustomer;
    }

    synchronized int ofAll() {
        return ofAll;
    }
}
