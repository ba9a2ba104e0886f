package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Retries writes that met another transaction on the same item, or were throttled inside their own:
 * that passes, and the SDK does not retry it. The request stays the same, its token included;
 * pauses have full jitter under a bound that doubles.
 */
public record Contention(Ticker ticker, RandomGenerator random) {

    private static final int ATTEMPTS_MAX = 10;
    private static final Duration PAUSE_FIRST = Duration.ofMillis(10);
    private static final Set<String> PASSING =
            Set.of(
                    "None",
                    "TransactionConflict",
                    "ThrottlingError",
                    "ProvisionedThroughputExceeded");

    /**
     * The system's own clock, and chance from a generator that Lambda seeds anew in each copy of a
     * snapshot of the function.
     */
    public static Contention system() {
        return new Contention(Ticker.system(), new SecureRandom());
    }

    /**
     * @throws OutageException where it did not pass in time; nothing was stored then
     */
    <T> T retrying(Supplier<T> write) {
        for (Attempts attempts = start(); ; ) {
            try {
                return Faults.writing(write);
            } catch (TransactionCanceledException e) {
                if (!allPassing(e)) {
                    throw e;
                }
                attempts.pauseAfter(e);
            } catch (TransactionConflictException | TransactionInProgressException e) {
                attempts.pauseAfter(e);
            }
        }
    }

    /** True where a condition of the transaction did not hold, which is an answer. */
    static boolean conditionFailed(TransactionCanceledException e) {
        return e.cancellationReasons().stream()
                .map(CancellationReason::code)
                .anyMatch("ConditionalCheckFailed"::equals);
    }

    static boolean allPassing(TransactionCanceledException e) {
        return e.cancellationReasons().stream()
                .allMatch(reason -> reason.code() != null && PASSING.contains(reason.code()));
    }

    Attempts start() {
        return new Attempts();
    }

    /** The attempts of one write. */
    final class Attempts {
        private int made;

        void pauseAfter(RuntimeException fault) {
            if (++made >= ATTEMPTS_MAX) {
                throw new OutageException(false, fault);
            }
            long boundNanos = PAUSE_FIRST.toNanos() << (made - 1);
            ticker.sleep(Duration.ofNanos(random.nextLong(boundNanos + 1)));
        }
    }
}
