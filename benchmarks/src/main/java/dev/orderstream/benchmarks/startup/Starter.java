package dev.orderstream.benchmarks.startup;

import dev.orderstream.testing.lambda.LambdaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts candidates under Lambda's runtime client, with all their jars on the class path of the
 * JVM: an AOT cache knows nothing of the classes that another loader loads.
 */
final class Starter {

    private final Path folder;
    private final Map<String, String> environment;

    Starter(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** The time of processors up to the first answer. */
    Duration start(Candidate candidate, List<String> options) throws IOException {
        Path empty = Files.createTempDirectory(folder, "task");
        try (LambdaProcess process =
                LambdaProcess.start(
                        empty,
                        candidate.handler(),
                        environment,
                        candidate.jars().files(),
                        options)) {
            String answer = process.invoke(candidate.event());
            Duration took = process.processorTime();
            if (!answer.contains(candidate.answer())) {
                throw new IllegalStateException(
                        "%s: expected %s, got %s%n%s"
                                .formatted(
                                        candidate.name(),
                                        candidate.answer(),
                                        answer,
                                        String.join("\n", process.output())));
            }
            return took;
        }
    }

    /**
     * How many classes it has loaded up to the first answer; telling them takes time of its own.
     */
    int classes(Candidate candidate) throws IOException {
        Path log = folder.resolve(candidate.fileName() + "-classes.log");
        start(candidate, List.of("-Xlog:class+load:file=" + log));
        try (Stream<String> lines = Files.lines(log)) {
            return (int) lines.filter(line -> line.contains(" source: ")).count();
        }
    }

    /**
     * Has a start write an AOT cache of what it loaded, and returns the option to start with it.
     */
    List<String> cached(Candidate candidate) throws IOException {
        Path cache = folder.resolve(candidate.fileName() + ".aot");
        start(candidate, List.of("-XX:AOTCacheOutput=" + cache));
        // "on": a JVM that can't use it ends, rather than starting without.
        return List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache);
    }
}
