package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testbudget.RealTime;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what comes soon. */
@RealTime(
        reason = "Pauses between looks at a running system, without a bound in time.",
        minutesMax = 30)
public final class Await {

    private static final int LOOKS_MAX = 15_000;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    public static void until(BooleanSupplier there) {
        for (int looks = 1; !there.getAsBoolean(); looks++) {
            assertThat(looks).as("looks until it is there").isLessThan(LOOKS_MAX);
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
