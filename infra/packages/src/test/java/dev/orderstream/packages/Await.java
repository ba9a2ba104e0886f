package dev.orderstream.packages;

import dev.orderstream.testbudget.RealTime;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again and again, until what is looked at is as it shall be. */
@RealTime(reason = "Pauses between looks at a running system.", minutesMax = 30)
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Await() {}

    /**
     * Looks until it has come to an end, which must be the right one.
     *
     * @param what is awaited, for the message
     * @throws AssertionError with what was seen last, after pauses of {@code max} or at the wrong
     *     end
     */
    static <T> T until(
            String what,
            Duration max,
            Supplier<T> look,
            Predicate<? super T> ended,
            Predicate<? super T> right) {
        for (Duration paused = Duration.ZERO; ; paused = paused.plus(PAUSE)) {
            T seen = look.get();
            boolean over = paused.compareTo(max) > 0;
            if (ended.test(seen) || over) {
                if (right.test(seen)) {
                    return seen;
                }
                throw new AssertionError(
                        "expected that %s, got %s%s"
                                .formatted(what, seen, over ? " after " + max : ""));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("told to stop while waiting", e);
        }
    }
}
