package dev.orderstream.benchmarks;

import dev.orderstream.testing.RequestWatcher;
import java.time.Duration;

/**
 * How far away DynamoDB is: a request takes half of the time on its way there and half on its way
 * back. On one machine a transaction costs little but the time of a processor, which the function
 * needs as well; on AWS it is waited for.
 */
record Distance(String name, Duration read, Duration transaction) implements RequestWatcher {

    static final Distance NONE = new Distance("on this machine", Duration.ZERO, Duration.ZERO);

    /** What we take AWS to need within a region; nobody has measured it there. */
    static final Distance REGION =
            new Distance("held up as AWS may be", Duration.ofMillis(4), Duration.ofMillis(12));

    @Override
    public void begins(String operation, String body) throws InterruptedException {
        Thread.sleep(half(operation));
    }

    @Override
    public void ends(String operation, String body) {
        try {
            Thread.sleep(half(operation));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration half(String operation) {
        return (operation.equals("TransactWriteItems") ? transaction : read).dividedBy(2);
    }
}
