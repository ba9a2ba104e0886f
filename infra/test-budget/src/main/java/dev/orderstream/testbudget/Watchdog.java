package dev.orderstream.testbudget;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Ends the test process where a class with {@link RealTime} takes longer than it may, and prints
 * what its threads were doing. A test that waits for something that never happens then fails, and
 * the build does not hang.
 *
 * <p>JUnit finds this extension through {@code META-INF/services}.
 */
public final class Watchdog implements BeforeAllCallback, AfterAllCallback {

    /** Of a class without an annotation, whose tests wait for no time. */
    private static final int MINUTES_MAX = 60;

    private static final Namespace NAMESPACE = Namespace.create(Watchdog.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> tests = context.getRequiredTestClass();
        if (tests.getEnclosingClass() != null) {
            return;
        }
        @Nullable RealTime realTime = tests.getAnnotation(RealTime.class);
        int minutesMax = realTime == null ? MINUTES_MAX : realTime.minutesMax();
        Thread watching =
                Thread.ofPlatform()
                        .daemon()
                        .name("watchdog of " + tests.getSimpleName())
                        .start(() -> watch(tests, minutesMax));
        context.getStore(NAMESPACE).put(tests, watching);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        @Nullable Thread watching =
                context.getStore(NAMESPACE).remove(context.getRequiredTestClass(), Thread.class);
        if (watching != null) {
            watching.interrupt();
        }
    }

    private static void watch(Class<?> tests, int minutesMax) {
        try {
            Thread.sleep(Duration.ofMinutes(minutesMax));
        } catch (InterruptedException over) {
            return;
        }
        System.err.printf("%s takes longer than %d minutes%n", tests.getName(), minutesMax);
        Thread.getAllStackTraces()
                .forEach((thread, frames) -> {
                    System.err.println(thread);
                    for (StackTraceElement frame : frames) {
                        System.err.println("    at " + frame);
                    }
                });
        Runtime.getRuntime().halt(1);
    }
}
