package dev.orderstream.projector;

import dev.orderstream.testing.RequestWatcher;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many transactions there were at the same time. */
final class Overlaps implements RequestWatcher {

    private static final Pattern CUSTOMER =
            Pattern.compile("\"customer_id\":\\{\"S\":\"([^\"]+)\"");

    /** So long that those which may meet do. */
    private static final long UNDER_WAY_MILLIS = 5;

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
        }
        Thread.sleep(UNDER_WAY_MILLIS);
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
