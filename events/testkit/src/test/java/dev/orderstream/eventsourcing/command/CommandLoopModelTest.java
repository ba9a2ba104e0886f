package dev.orderstream.eventsourcing.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.Seeds;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tlc2.TLC;

/**
 * The command loop's protocol, model-checked: TLC goes through every state that {@code
 * CommandLoop.tla} can get into, with requests that are lost, doubled and late, and processes that
 * die. What is modelled, and what is promised, is said there.
 */
class CommandLoopModelTest {

    private static final Path MODELS = Path.of("src", "test", "tla");
    private static final String PROPERTIES = "NoLoss NoDuplicate NoSpuriousConflict Reached";
    private static final String NO_ERROR = "Model checking completed. No error has been found.";
    private static final Pattern VIOLATED = Pattern.compile("Invariant (\\w+) is violated");
    private static final Pattern REACHED = Pattern.compile("\"reached: (.*)\"");
    private static final boolean FULL = Boolean.getBoolean(Seeds.FULL);
    private static final int MINUTES_MAX = FULL ? 15 : 2;

    @TempDir private Path directory;

    /** In the build that takes its time: with more commands, and both clients repeating theirs. */
    @Test
    void no_property_is_violated_and_all_situations_are_reached() throws Exception {
        String size = FULL ? "Small = FALSE" : "Small = TRUE";

        String output = check(config().replace("Small = TRUE", size), 2);

        assertThat(output).contains(NO_ERROR);
        assertThat(all(REACHED, output))
                .containsOnly(
                        "success after a lost answer",
                        "a repeat meets what the first request had sent",
                        "a repeat finds its key",
                        "a put is executed after a 503",
                        "a second conflict in a row",
                        "412",
                        "rejected",
                        "409",
                        "409, and success for the repeat");
    }

    @ParameterizedTest
    @CsvSource({
        "unconditional_put, NoLoss",
        "if_match_as_version, NoLoss",
        "no_own_check, NoDuplicate",
        "no_key_lookup, NoDuplicate",
        "reload_while_open, NoDuplicate",
        "refuse_while_open, NoSpuriousConflict",
        "late_key_lookup, NoSpuriousConflict",
        "conflict_on_a_guess, NoSpuriousConflict",
        "stale_load, NoSpuriousConflict",
    })
    void a_mutant_violates_its_property(String mutant, String property) throws Exception {
        String config =
                config().replace("\"none\"", '"' + mutant + '"').replace(PROPERTIES, property);

        // One worker goes strictly breadth first: the trace is the shortest, and always the same.
        String output = check(config, 1);

        assertThat(all(VIOLATED, output)).as(output).containsExactly(property);
    }

    private static String config() throws IOException {
        return Files.readString(MODELS.resolve("CommandLoop.cfg"));
    }

    /**
     * What TLC has to say. It runs in a process of its own: it keeps its state in static fields,
     * and ends its JVM.
     */
    private String check(String config, int workers) throws Exception {
        Files.copy(MODELS.resolve("CommandLoop.tla"), directory.resolve("CommandLoop.tla"));
        Files.writeString(directory.resolve("CommandLoop.cfg"), config);
        File output = directory.resolve("output.txt").toFile();
        Process process =
                new ProcessBuilder(command(workers))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        try {
            boolean ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
            String said = Files.readString(output.toPath());
            assertThat(ended).as("TLC has ended by itself. It said:%n%s", said).isTrue();
            return said;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static List<String> command(int workers) throws URISyntaxException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path tools = Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return List.of(
                java.toString(),
                "-Xmx512m",
                "-XX:+UseParallelGC",
                // For a second or two, compiling well costs more than it saves.
                "-XX:TieredStopAtLevel=" + (FULL ? 4 : 1),
                // TLC unpacks its own modules there, under the same names each time.
                "-Djava.io.tmpdir=.",
                "-cp",
                tools.toString(),
                TLC.class.getName(),
                "-workers",
                Integer.toString(workers),
                "-metadir",
                "states",
                "CommandLoop.tla");
    }

    private static List<String> all(Pattern pattern, String output) {
        return pattern.matcher(output).results().map(found -> found.group(1)).distinct().toList();
    }
}
