package dev.orderstream.dynamodblocal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running DynamoDB Local, in a process of its own, that ends with this JVM at the latest.
 *
 * <p>It listens on 127.0.0.1 only, and has one set of tables whatever the region and the
 * credentials of a client are; a client still has to name some. It is a process of its own because
 * its licence does not allow to build it into a program, and because its many libraries stay off
 * our class path that way.
 *
 * <p>The methods that start it return when it answers requests, after a second or two, and throw
 * {@link IllegalStateException} with its last output when it ends early or is not up in 30 seconds.
 */
public final class DynamoDbLocal implements AutoCloseable {

    private static final int START_SECONDS_MAX = 30;
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(10);
    private static final int OUTPUT_LINES_KEPT_MAX = 40;

    private final Process process;
    private final Output output;
    private final int port;

    private DynamoDbLocal(Process process, Output output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** An empty one that forgets everything when it is closed, on a free port. */
    public static DynamoDbLocal inMemory() {
        return inMemory(0);
    }

    /**
     * An empty one that forgets everything when it is closed, on {@code port}, or on a free one if
     * that is 0.
     */
    public static DynamoDbLocal inMemory(int port) {
        return start(port, List.of());
    }

    /**
     * One that keeps its tables in {@code dir}, which is created if need be, on {@code port}, or on
     * a free one if that is 0. One directory serves one process at a time.
     */
    public static DynamoDbLocal onDisk(Path dir, int port) {
        try {
            return start(port, List.of(Files.createDirectories(dir).toRealPath().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot create the directory of DynamoDB Local: " + dir, e);
        }
    }

    /** What a client takes as its endpoint override: {@code http://127.0.0.1:port}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** The id of the operating system's process, for messages and for tests that kill it. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes when the process has ended, whether it was closed or died, with its exit code. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /**
     * The last lines that the process has printed, oldest first: what to show when it died
     * unexpectedly.
     */
    public List<String> lastOutput() {
        return output.lastLines();
    }

    /** Ends the process in order, and by force if it has not ended after 10 seconds. */
    @Override
    public void close() {
        stop(process);
    }

    private static DynamoDbLocal start(int port, List<String> directory) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 0 to 65535, got " + port);
        }
        Process process;
        try {
            process =
                    new ProcessBuilder(command(port, directory)).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the process of DynamoDB Local", e);
        }
        var output = new Output(process);
        try {
            int portInUse = output.port.get(START_SECONDS_MAX, TimeUnit.SECONDS);
            return new DynamoDbLocal(process, output, portInUse);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("start was interrupted", process, output);
        } catch (TimeoutException e) {
            throw failed("did not start in " + START_SECONDS_MAX + " s", process, output);
        } catch (ExecutionException e) {
            throw failed("ended before it answered", process, output);
        }
    }

    private static IllegalStateException failed(String what, Process process, Output output) {
        process.destroyForcibly();
        return new IllegalStateException(
                "DynamoDB Local "
                        + what
                        + "; its last output was:\n"
                        + String.join("\n", output.lastLines()));
    }

    private static void stop(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pipe is gone because the process is.
        }
        try {
            if (process.waitFor(CLOSE_WAIT_MAX)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    private static List<String> command(int port, List<String> directory) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // It starts often and works little: the time and the memory to start count more than its
        // peak speed.
        command.addAll(
                List.of(
                        "-Xms32m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto"));
        // It loads SQLite, which is native code.
        command.add("--enable-native-access=ALL-UNNAMED");
        // It writes numbers in the digits of the machine's language, and can't read some of them.
        command.addAll(List.of("-Duser.language=en", "-Duser.country=US"));
        // Jetty logs through SLF4J, which would complain that nobody listens.
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.addAll(
                List.of(
                        "-cp",
                        classPath(),
                        DynamoDbLocalProcess.class.getName(),
                        Integer.toString(port)));
        command.addAll(directory);
        return command;
    }

    private static String classPath() {
        try (InputStream libraries = DynamoDbLocal.class.getResourceAsStream("classpath")) {
            if (libraries == null) {
                throw new IllegalStateException(
                        "the class path of DynamoDB Local is missing: build with Maven first");
            }
            Path own =
                    Path.of(
                            DynamoDbLocal.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return own
                    + File.pathSeparator
                    + new String(libraries.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the class path of DynamoDB Local cannot be read", e);
        }
    }

    /**
     * What the process prints: the port that it listens on, and the last lines for error messages.
     */
    private static final class Output {

        private final CompletableFuture<Integer> port = new CompletableFuture<>();
        private final Deque<String> lines = new ArrayDeque<>();

        Output(Process process) {
            // Read to the end, or the process would stop at a full pipe.
            Thread.ofPlatform()
                    .daemon()
                    .name("dynamodb-local-output")
                    .start(() -> readAll(process));
        }

        private void readAll(Process process) {
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (line.startsWith(DynamoDbLocalProcess.LISTENING)) {
                        port.complete(
                                Integer.valueOf(
                                        line.substring(DynamoDbLocalProcess.LISTENING.length())));
                    } else {
                        keep(line);
                    }
                }
            } catch (IOException e) {
                keep(e.toString());
            } finally {
                port.completeExceptionally(new IllegalStateException("no more output"));
            }
        }

        private synchronized void keep(String line) {
            if (lines.size() == OUTPUT_LINES_KEPT_MAX) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }

        synchronized List<String> lastLines() {
            return List.copyOf(lines);
        }
    }
}
