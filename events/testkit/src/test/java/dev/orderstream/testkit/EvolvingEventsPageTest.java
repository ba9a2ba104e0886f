package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code docs/evolving-events.md} shows is code that is compiled and tested. */
class EvolvingEventsPageTest {

    private static final Page PAGE = new Page(Path.of("..", "..", "docs", "evolving-events.md"));
    private static final Path TESTS =
            Path.of("src", "test", "java", "dev", "orderstream", "testkit");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @Test
    void its_code_is_that_of_the_meter() throws IOException {
        String meter =
                Page.squeezed(
                        List.of(
                                TESTS.resolve("Meter.java"),
                                TESTS.resolve("MeterGoldenFilesTest.java")));

        assertThat(PAGE.blocks("java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(meter).contains(block));
    }

    @Test
    void its_stored_events_are_golden_files() throws IOException {
        String files =
                Page.squeezed(
                        new GoldenFolder(GOLDEN).files().stream().map(GOLDEN::resolve).toList());

        assertThat(PAGE.blocks("json"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(files).contains(block));
    }

    @Test
    void the_tests_that_it_names_are_there() throws IOException {
        List<String> tests =
                Arrays.stream(GoldenFilesContract.class.getDeclaredMethods())
                        .map(Method::getName)
                        .toList();

        assertThat(PAGE.found("`([a-z]+(?:_[a-z]+){3,})`"))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(tests).contains(test));
    }
}
