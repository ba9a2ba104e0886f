package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for what comes soon. */
public final class Await {

    private static final Duration MOST = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    public static void until(BooleanSupplier there) {
        Instant end = Instant.now().plus(MOST);
        while (!there.getAsBoolean()) {
            assertThat(Instant.now()).as("it is there in time").isBefore(end);
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
