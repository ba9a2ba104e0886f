package dev.orderstream.command;

import dev.orderstream.testing.RequestWatcher;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds up every read of a stream beside an order until so many of them are under way. Reads that
 * come one after another wait for each other in vain.
 */
final class ReadsAtOnce implements RequestWatcher {

    /** Shorter than the command function waits for an answer. */
    private static final long WAIT_MILLIS_MAX = 1_000;

    private final CountDownLatch missing;
    private volatile boolean inVain;

    ReadsAtOnce(int reads) {
        this.missing = new CountDownLatch(reads);
    }

    @Override
    public void begins(String operation, String body) throws InterruptedException {
        if (operation.equals("Query") && !body.contains("\"Order-")) {
            missing.countDown();
            if (!missing.await(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                inVain = true;
            }
        }
    }

    @Override
    public void ends(String operation, String body) {}

    /** True where each of them was under way while the others were. */
    boolean met() {
        return missing.getCount() == 0 && !inVain;
    }
}
