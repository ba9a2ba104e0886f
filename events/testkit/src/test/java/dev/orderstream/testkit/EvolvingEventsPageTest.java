package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/evolving-events.md} shows is code that is compiled and tested. */
class EvolvingEventsPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "evolving-events.md");
    private static final Path TESTS =
            Path.of("src", "test", "java", "dev", "orderstream", "testkit");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @Test
    void its_code_is_that_of_the_meter() throws IOException {
        String meter =
                squeezed(
                        Files.readString(TESTS.resolve("Meter.java"))
                                + Files.readString(TESTS.resolve("MeterGoldenFilesTest.java")));

        assertThat(blocks("java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(meter).contains(block));
    }

    @Test
    void its_stored_events_are_golden_files() throws IOException {
        StringBuilder files = new StringBuilder();
        for (String file : new GoldenFolder(GOLDEN).files()) {
            files.append(Files.readString(GOLDEN.resolve(file)));
        }

        assertThat(blocks("json"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(squeezed(files.toString())).contains(block));
    }

    @Test
    void the_tests_that_it_names_are_there() throws IOException {
        List<String> tests =
                Arrays.stream(GoldenFilesContract.class.getDeclaredMethods())
                        .map(Method::getName)
                        .toList();

        assertThat(found("`([a-z]+(?:_[a-z]+){3,})`"))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(tests).contains(test));
    }

    private static List<String> blocks(String language) throws IOException {
        return found("(?s)```%s\\n(.*?)```".formatted(language));
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult found) -> squeezed(found.group(1)))
                .toList();
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
