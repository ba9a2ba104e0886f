package dev.orderstream.giftcards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/add-your-own-aggregate.md} shows and counts is this module. */
class AddYourOwnAggregatePageTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Page PAGE = new Page(ROOT.resolve("docs/add-your-own-aggregate.md"));

    @Test
    void its_code_is_that_of_gift_cards() throws IOException {
        String sources = Page.squeezed(files(Path.of("src")));

        assertThat(PAGE.blocks("java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(sources).contains(block));
    }

    @Test
    void it_counts_and_names_the_new_files() throws IOException {
        List<Path> added = new ArrayList<>(files(Path.of("src", "main")));
        added.add(Path.of("pom.xml"));

        assertThat(PAGE.found("(\\d+) new files")).containsExactly(Integer.toString(added.size()));
        assertThat(PAGE.found("`([^`]+)`"))
                .containsAll(
                        added.stream()
                                .map(file -> file.getFileName().toString().replace(".java", ""))
                                .toList());
    }

    @Test
    void it_counts_the_existing_files_that_know_of_gift_cards() throws IOException {
        List<Path> existing =
                new ArrayList<>(List.of(ROOT.resolve("pom.xml"), ROOT.resolve("run")));
        for (String folder : List.of("events", "functions", "infra")) {
            files(ROOT.resolve(folder)).stream()
                    // It looks for bugs in whatever is there; nothing works by it.
                    .filter(file -> !file.startsWith(ROOT.resolve("infra/supply-chain")))
                    .filter(file -> file.toString().matches(".*(/src/main/.*|/pom\\.xml)"))
                    .forEach(existing::add);
        }

        List<String> lines = new ArrayList<>();
        for (Path file : existing) {
            Files.readString(file)
                    .lines()
                    .filter(line -> line.matches("(?i).*gift.?card.*"))
                    .forEach(lines::add);
        }

        assertThat(lines).containsExactly("    <module>examples/gift-cards</module>");
        assertThat(PAGE.found("one line in (\\d+) existing file")).containsExactly("1");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
