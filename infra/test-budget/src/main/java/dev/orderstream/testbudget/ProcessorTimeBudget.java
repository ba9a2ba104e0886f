package dev.orderstream.testbudget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that takes more processor time than the limit, and records what each class
 * took: one line {@code SECONDS CLASS} in a file of the module's build folder.
 *
 * <p>Processor time is that of the test process and of the processes that it started. It does not
 * depend on what else the machine does. Surefire runs one class at a time in a process.
 *
 * <p>JUnit finds this extension through {@code META-INF/services}.
 */
public final class ProcessorTimeBudget implements BeforeAllCallback, AfterAllCallback {

    /** Where the lines go; nothing is measured without it. */
    private static final String FOLDER = "orderstream.processor-time";

    /** Seconds; 0: no limit. */
    private static final String LIMIT = "orderstream.processor-seconds-max";

    private static final Namespace NAMESPACE = Namespace.create(ProcessorTimeBudget.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isOutermost(context) && System.getProperty(FOLDER) != null) {
            context.getStore(NAMESPACE).put(FOLDER, ProcessorTime.ofThisProcessAndItsChildren());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        @Nullable Duration before = context.getStore(NAMESPACE).remove(FOLDER, Duration.class);
        if (before == null) {
            return;
        }
        Duration taken = ProcessorTime.ofThisProcessAndItsChildren().minus(before);
        String name = context.getRequiredTestClass().getName();
        record(name, taken);
        int limit = Integer.getInteger(LIMIT, 0);
        if (limit > 0 && taken.compareTo(Duration.ofSeconds(limit)) > 0) {
            throw new AssertionError(
                    "%s took %s s of processor time; the limit is %d s (docs/build.md)"
                            .formatted(name, seconds(taken), limit));
        }
    }

    /** A nested class counts for the class around it. */
    private static boolean isOutermost(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() == null;
    }

    private static void record(String name, Duration taken) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty(FOLDER)));
        Files.writeString(
                folder.resolve(ProcessHandle.current().pid() + ".txt"),
                "%s %s%n".formatted(seconds(taken), name),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String seconds(Duration taken) {
        return String.format(Locale.ROOT, "%.1f", taken.toMillis() / 1_000.0);
    }
}
