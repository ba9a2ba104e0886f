package dev.orderstream.dynamodblocal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running DynamoDB Local, in a process of its own, that ends with this JVM at the latest.
 *
 * <p>It listens on 127.0.0.1 only, refuses requests of web pages ({@link LoopbackGuard}), and has
 * one set of tables whatever the region and the credentials of a client are; a client still has to
 * name some. It is a process of its own because its licence does not allow to build it into a
 * program, and because its many libraries stay off our class path that way.
 *
 * <p>The methods that start it return when it answers requests, after a second or two, and throw
 * {@link IllegalStateException} with its last output when it ends early or is not up in 30 seconds.
 */
public final class DynamoDbLocal implements AutoCloseable {

    private static final int START_SECONDS_MAX = 30;
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(10);
    private static final int COMMAND_SECONDS_MAX = 60;

    private final Process process;
    private final ProcessOutput output;
    private final int port;

    private DynamoDbLocal(Process process, ProcessOutput output, int port) {
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

    /**
     * Closes the open shard of every stream and opens a child of it, as AWS does after some hours.
     * The records stay.
     *
     * @throws IllegalStateException if the process could not do so, or has ended
     */
    public void rollShardsOver() {
        command(StreamControl.ROLL_SHARDS_OVER);
    }

    /**
     * Moves the past of every stream back by {@code age}, as if so much time had gone by: shard
     * iterators expire, shards that were open for more than 4 hours are rolled over, records of
     * more than 24 hours are trimmed, and shards that were closed for more than 24 hours are gone,
     * though they go on being listed. It adds up when called again.
     *
     * @param age at least a millisecond
     * @throws IllegalStateException if the process could not do so, or has ended
     */
    public void ageStreams(Duration age) {
        if (age.toMillis() < 1) {
            throw new IllegalArgumentException("age: expected at least 1 ms, got " + age);
        }
        command(StreamControl.AGE_STREAMS + age.toMillis());
    }

    /** Ends the process in order, and by force if it has not ended after 10 seconds. */
    @Override
    public void close() {
        stop(process);
    }

    /** Sends a command of {@link StreamControl} and waits until it is carried out. */
    void command(String command) {
        String answer;
        try {
            answer = send(command).get(COMMAND_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered("was interrupted at", command);
        } catch (TimeoutException e) {
            throw unanswered("took more than " + COMMAND_SECONDS_MAX + " s for", command);
        } catch (ExecutionException | IOException e) {
            throw unanswered("has ended before", command);
        }
        if (answer.startsWith(StreamControl.FAILED)) {
            throw new IllegalStateException(
                    "DynamoDB Local failed at \""
                            + command
                            + "\": "
                            + answer.substring(StreamControl.FAILED.length()));
        }
    }

    /** One at a time, so that the answers come in the order in which they are awaited. */
    private synchronized CompletableFuture<String> send(String command) throws IOException {
        CompletableFuture<String> answer = output.nextAnswer();
        OutputStream commands = process.getOutputStream();
        commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
        return answer;
    }

    private IllegalStateException unanswered(String what, String command) {
        return new IllegalStateException(
                "DynamoDB Local "
                        + what
                        + " \""
                        + command
                        + "\"; its last output was:\n"
                        + String.join("\n", output.lastLines()));
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
        var output = new ProcessOutput(process);
        try {
            int portInUse = output.port().get(START_SECONDS_MAX, TimeUnit.SECONDS);
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

    private static IllegalStateException failed(
            String what, Process process, ProcessOutput output) {
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
        var command = new ArrayList<>(privateFiles());
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

    /**
     * What to put before a command so that only this user can read the files that it makes. Java
     * has no means of its own for files that a library makes.
     */
    private static List<String> privateFiles() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix ? List.of("/bin/sh", "-c", "umask 077 && exec \"$0\" \"$@\"") : List.of();
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
}
