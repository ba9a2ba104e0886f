package dev.orderstream.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.orderstream.testbudget.RealTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests read no clock, wait for no time and poll for nothing, so that they pass on a machine of any
 * speed. Those that wait for something real say so by {@link RealTime}.
 */
class TestsReadNoClockTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final int REAL_TIME_CLASSES_MAX = 25;

    /** Owner, dot, name, and the types of the arguments, as ArchUnit prints a call's target. */
    private static final Pattern REFUSED =
            Pattern.compile(
                    String.join(
                            "|",
                            // The clock.
                            "java\\.time\\.\\w+\\.now\\(\\)",
                            "java\\.time\\.(Clock|InstantSource)\\.(system|tick)\\w*\\(.*",
                            "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)\\(\\)",
                            "java\\.util\\.Date\\.<init>\\(\\)",
                            "dev\\.orderstream\\.eventsourcing\\.Ticker\\.system\\(\\)",
                            // Waiting for a time.
                            "java\\.lang\\.Thread\\.(sleep|join)\\(.+\\)",
                            "java\\.lang\\.Object\\.wait\\(long.*",
                            "java\\.util\\.concurrent\\.TimeUnit\\.sleep\\(.*",
                            "java\\.util\\.concurrent\\.locks\\.LockSupport\\.park(Nanos|Until)\\(.*",
                            "[\\w.$]+\\([^()]*java\\.util\\.concurrent\\.TimeUnit\\)",
                            // Timeouts of tests.
                            "org\\.junit\\.jupiter\\.api\\.Assertions\\.assertTimeout\\w*\\(.*",
                            // Polling.
                            "dev\\.orderstream\\.testkit\\.Eventually\\..*"));

    private static final String TIMEOUT = "org.junit.jupiter.api.Timeout";

    @Test
    void no_test_reads_a_clock_waits_for_a_time_or_polls() throws IOException {
        JavaClasses classes = testClasses();
        Set<String> found = new TreeSet<>();

        for (JavaClass each : classes) {
            if (!isExempt(each)) {
                each.getCodeUnitAccessesFromSelf().stream()
                        .filter(use -> REFUSED.matcher(use.getTarget().getFullName()).matches())
                        .forEach(use -> found.add(use.getDescription()));
                if (each.isAnnotatedWith(TIMEOUT)
                        || each.getMethods().stream().anyMatch(m -> m.isAnnotatedWith(TIMEOUT))) {
                    found.add(each.getName() + " has a @Timeout");
                }
            }
        }

        assertThat(classes).hasSizeGreaterThan(300);
        assertThat(found).isEmpty();
    }

    @Test
    void few_are_exempt_each_with_a_reason_and_a_bound() throws IOException {
        List<JavaClass> exempt =
                testClasses().stream()
                        .filter(each -> each.isAnnotatedWith(RealTime.class))
                        .toList();

        assertThat(exempt).isNotEmpty().hasSizeLessThanOrEqualTo(REAL_TIME_CLASSES_MAX);
        assertThat(exempt)
                .allSatisfy(each -> {
                    RealTime realTime = each.getAnnotationOfType(RealTime.class);
                    assertThat(realTime.reason()).as(each.getName()).hasSizeGreaterThan(20);
                    assertThat(realTime.minutesMax()).as(each.getName()).isBetween(1, 30);
                });
    }

    /** Also where the class around it is exempt. */
    private static boolean isExempt(JavaClass each) {
        return each.isAnnotatedWith(RealTime.class)
                || each.getEnclosingClass().filter(TestsReadNoClockTest::isExempt).isPresent();
    }

    private static JavaClasses testClasses() throws IOException {
        return new ClassFileImporter().importPaths(testFolders());
    }

    private static List<Path> testFolders() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            return files.filter(file -> file.endsWith(Path.of("target", "test-classes"))).toList();
        }
    }
}
