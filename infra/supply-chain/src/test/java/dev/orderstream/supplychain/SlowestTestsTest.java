package dev.orderstream.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prints what took the most processor time, of the test classes that each module has recorded. */
class SlowestTestsTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final int PRINTED = 10;

    @Test
    void the_ten_slowest_test_classes_are_printed() throws IOException {
        Map<String, Double> seconds = new HashMap<>();
        for (Path file : recorded()) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", 2);
                seconds.put(parts[1], Double.parseDouble(parts[0]));
            }
        }

        System.out.printf(
                "%d test classes took %.0f s of processor time. The slowest:%n",
                seconds.size(), seconds.values().stream().mapToDouble(each -> each).sum());
        seconds.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(PRINTED)
                .forEach(each -> System.out.printf("%6.1f s %s%n", each.getValue(), each.getKey()));

        assertThat(seconds).isNotEmpty();
    }

    /** The newest last, since a build that does not begin clean finds files of the one before. */
    private static List<Path> recorded() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 5)) {
            return files.filter(
                            file -> file.getParent().endsWith(Path.of("target", "processor-time")))
                    .sorted(Comparator.comparingLong(SlowestTestsTest::written))
                    .toList();
        }
    }

    private static long written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
