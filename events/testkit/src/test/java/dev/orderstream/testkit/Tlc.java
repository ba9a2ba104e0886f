package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import tlc2.TLC;

/**
 * TLC, the model checker of TLA+, over a module of {@code src/test/tla}. It runs in a process of
 * its own: it keeps its state in static fields, and ends its JVM.
 *
 * @param module the module's name, and its configuration's
 * @param directory what TLC may fill
 */
public record Tlc(String module, Path directory) {

    public static final boolean FULL = Boolean.getBoolean(Seeds.FULL);

    private static final Path MODELS = Path.of("src", "test", "tla");
    private static final String NO_ERROR = "Model checking completed. No error has been found.";
    private static final Pattern VIOLATED =
            Pattern.compile("(?:Invariant|Action property) (\\w+) is violated");
    private static final Pattern REACHED = Pattern.compile("\"reached: (.*)\"");
    private static final Pattern STATES = Pattern.compile("\\d+ states generated, .* found");

    /** All that TLC has printed. */
    public record Said(String text) {

        public void assertNoError() {
            assertThat(text).contains(NO_ERROR);
        }

        /** The invariants and properties of steps that don't hold. */
        public List<String> violated() {
            return all(VIOLATED);
        }

        /** The situations that the module says it has reached. */
        public List<String> reached() {
            return all(REACHED);
        }

        /** How many states there were. */
        public String states() {
            return STATES.matcher(text)
                    .results()
                    .map(found -> found.group())
                    .reduce("none", (first, last) -> last);
        }

        private List<String> all(Pattern pattern) {
            return pattern.matcher(text).results().map(found -> found.group(1)).distinct().toList();
        }
    }

    /** The module's configuration as it stands there. */
    public String config() throws IOException {
        return Files.readString(MODELS.resolve(module + ".cfg"));
    }

    /**
     * What TLC has to say.
     *
     * @param workers one goes strictly breadth first: a trace is the shortest, and always the same
     */
    public Said check(String config, int workers) throws Exception {
        Files.copy(MODELS.resolve(module + ".tla"), directory.resolve(module + ".tla"));
        Files.writeString(directory.resolve(module + ".cfg"), config);
        File output = directory.resolve("output.txt").toFile();
        Process process =
                new ProcessBuilder(command(workers))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        try {
            process.waitFor();
            return new Said(Files.readString(output.toPath()));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private List<String> command(int workers) throws URISyntaxException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path tools = Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return List.of(
                java.toString(),
                FULL ? "-Xmx1g" : "-Xmx512m",
                FULL ? "-XX:+UseParallelGC" : "-XX:+UseSerialGC",
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
                module + ".tla");
    }
}
