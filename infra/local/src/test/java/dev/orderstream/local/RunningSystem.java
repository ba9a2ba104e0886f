package dev.orderstream.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ./run} starts, in a process of its own, and an HTTP client to it. */
final class RunningSystem implements AutoCloseable {

    private static final Pattern API = Pattern.compile("HTTP API\\s+(http://\\S+)");

    private final Process process;
    private final List<ProcessHandle> children;
    private final URI api;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningSystem(Process process, URI api) {
        this.process = process;
        this.api = api;
        this.children = process.descendants().toList();
    }

    static RunningSystem start(String... arguments) {
        return start(List.of(), arguments);
    }

    /**
     * Starts it.
     *
     * @param options of its Java
     */
    static RunningSystem start(List<String> options, String... arguments) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command(options, arguments)).redirectErrorStream(true);
            builder.environment().put("PORT", "0");
            builder.environment().put("DYNAMODB_PORT", "0");
            Process process = builder.start();
            CompletableFuture<URI> ready = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> read(process, ready));
            return new RunningSystem(process, ready.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("not ready in time", e);
        }
    }

    /** What starts the program behind {@code ./run}. */
    static List<String> command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Run.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Reads on to the end: a full pipe would hold the process up. */
    private static void read(Process process, CompletableFuture<URI> ready) {
        StringBuilder seen = new StringBuilder();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                seen.append(line).append('\n');
                Matcher api = API.matcher(line);
                if (api.find()) {
                    ready.complete(URI.create(api.group(1)));
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("ended: " + seen));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(api.resolve(path)).GET());
    }

    HttpResponse<String> get(String path, String token) {
        return send(
                HttpRequest.newBuilder(api.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .GET());
    }

    HttpResponse<String> send(String method, String path, String json) {
        return send(
                HttpRequest.newBuilder(api.resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json)));
    }

    /** A command that can be repeated by its key. */
    HttpResponse<String> send(String method, String path, String json, String key) {
        return send(
                HttpRequest.newBuilder(api.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .method(method, BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(String method, String path) {
        return send(
                HttpRequest.newBuilder(api.resolve(path)).method(method, BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As Ctrl-C or a polite kill does. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** The processes that it had started. */
    List<ProcessHandle> children() {
        return children;
    }

    @Override
    public void close() {
        kill();
        client.close();
    }
}
