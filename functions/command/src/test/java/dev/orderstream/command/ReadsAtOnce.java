package dev.orderstream.command;

import dev.orderstream.testing.RequestWatcher;
import java.util.concurrent.CountDownLatch;

/**
 * Holds up every read of a stream beside an order until so many of them are under way. Reads that
 * come one after another wait for each other in vain, and their request ends with a 503.
 */
final class ReadsAtOnce implements RequestWatcher {

    private final CountDownLatch missing;

    ReadsAtOnce(int reads) {
        this.missing = new CountDownLatch(reads);
    }

    @Override
    public void begins(String operation, String body) throws InterruptedException {
        if (operation.equals("Query") && !body.contains("\"Order-")) {
            missing.countDown();
            missing.await();
        }
    }

    @Override
    public void ends(String operation, String body) {}

    /** True where each of them was under way while the others were. */
    boolean met() {
        return missing.getCount() == 0;
    }
}
