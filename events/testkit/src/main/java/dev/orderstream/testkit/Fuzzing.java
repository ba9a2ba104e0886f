package dev.orderstream.testkit;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fuzzing that is guided by the coverage of our code: Jazzer changes inputs that have reached
 * something new, in a process of its own. A target is a class with {@code public static void
 * fuzzerTestOneInput(byte[])}, which throws where it has found something.
 *
 * <p>Beside a target lie inputs to begin with, in the folder {@code fuzz/<target>} of the test
 * resources. What was found once is put there, too: each of them is tried at first, without Jazzer
 * and on any machine.
 */
public final class Fuzzing {

    /** The machines that Jazzer has an agent for, by Java's names. */
    private static final Set<String> MACHINES =
            Set.of("linux aarch64", "linux amd64", "mac aarch64", "mac x86_64", "windows amd64");

    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final String OUR_CODE = "dev.orderstream.**";
    private static final int INPUT_BYTES_MAX = 2_048;

    /** For one input: whoever takes so long never ends. */
    private static final int INPUT_SECONDS_MAX = 300;

    private static final int FOUND_SOMETHING = 77;

    private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs");
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");
    private static final Pattern FOUND = Pattern.compile("Base64: (\\S+)");

    private Fuzzing() {}

    /**
     * What came of it.
     *
     * @param found the input that the target threw at, in base64; empty where there was none
     */
    record Result(int exit, String found, String output) {

        int last(Pattern number) {
            int last = 0;
            Matcher matcher = number.matcher(output);
            while (matcher.find()) {
                last = Integer.parseInt(matcher.group(1));
            }
            return last;
        }
    }

    /** Tries the inputs that are kept, then so many others. Skipped on odd machines. */
    public static void check(Class<?> target, int runs) {
        List<Path> kept = kept(target);
        assertThat(kept).as("inputs to begin with: %s", folder(target)).isNotEmpty();
        kept.forEach(input -> tryOut(target, input));
        assumeTrue(
                isPossible(),
                () ->
                        "Only what is kept was tried: for %s there is no Jazzer; it runs on %s"
                                .formatted(machine(), MACHINES));
        Result result = fuzz(target, runs, kept);
        assertThat(result.exit())
                .as(
                        "%s, by the seed %d (-D%s). To keep the input: printf %%s '%s' | base64 -d >"
                                + " src/test/resources%s/<what it is>%n%s",
                        target.getName(),
                        seed(),
                        Seeds.PROPERTY,
                        result.found(),
                        folder(target),
                        result.output())
                .isZero();
        // It did fuzz, and saw where it came to.
        assertThat(result.last(RUNS)).as(result.output()).isGreaterThanOrEqualTo(runs);
        assertThat(result.last(COVERAGE)).as(result.output()).isPositive();
    }

    /** True where Jazzer has an agent for this machine. */
    static boolean isPossible() {
        return MACHINES.contains(machine());
    }

    /** Looks for what a target throws at, by inputs to begin with and so many runs. */
    static Result fuzz(Class<?> target, int runs, List<Path> inputs) {
        try {
            Path work = Files.createTempDirectory("fuzz");
            try {
                return run(target, runs, inputs, work);
            } finally {
                delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result run(Class<?> target, int runs, List<Path> inputs, Path work)
            throws IOException {
        Path corpus = Files.createDirectories(work.resolve("corpus"));
        for (Path input : inputs) {
            Files.copy(input, corpus.resolve(input.getFileName()), REPLACE_EXISTING);
        }
        Path output = work.resolve("output");
        Path silence = work.resolve("silence.xml");
        Files.writeString(silence, "<configuration><root level=\"OFF\"/></configuration>");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+EnableDynamicAgentLoading",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx512m",
                                // Or most of the time goes into words about odd inputs.
                                "-Dlogback.configurationFile=" + silence,
                                "-cp",
                                System.getProperty("java.class.path"),
                                JAZZER,
                                "--target_class=" + target.getName(),
                                "--instrumentation_includes=" + OUR_CODE,
                                // Or all classes are looked through as they are loaded, which takes
                                // longer than to fuzz.
                                "--custom_hook_includes=" + OUR_CODE,
                                "--reproducer_path=" + work,
                                "-artifact_prefix=" + work + "/",
                                "-runs=" + runs,
                                "-timeout=" + INPUT_SECONDS_MAX,
                                "-max_len=" + INPUT_BYTES_MAX,
                                "-seed=" + seed(),
                                corpus.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        String told = Files.readString(output, StandardCharsets.ISO_8859_1);
        Matcher found = FOUND.matcher(told);
        boolean threw = process.exitValue() == FOUND_SOMETHING && found.find();
        return new Result(process.exitValue(), threw ? found.group(1) : "", told);
    }

    private static long seed() {
        return Long.getLong(Seeds.PROPERTY, 1);
    }

    private static String folder(Class<?> target) {
        return "/fuzz/" + target.getSimpleName();
    }

    private static List<Path> kept(Class<?> target) {
        URL folder = target.getResource(folder(target));
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tryOut(Class<?> target, Path input) {
        try {
            target.getMethod("fuzzerTestOneInput", byte[].class)
                    .invoke(null, (Object) Files.readAllBytes(input));
        } catch (InvocationTargetException e) {
            throw new AssertionError("found again by " + input, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String machine() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).split(" ", 2)[0];
        return system + " " + System.getProperty("os.arch");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
