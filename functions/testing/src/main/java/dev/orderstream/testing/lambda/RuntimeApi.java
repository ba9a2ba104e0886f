package dev.orderstream.testing.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orderstream.testing.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A stand-in for Lambda's <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>, on
 * 127.0.0.1, for one process: it hands out invocations one at a time and takes what came of them.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String INVOCATION = "invocation/";
    private static final Duration INVOCATION_MAX = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;
    private final String functionArn;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> underWay = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> snapshot = new CompletableFuture<>();

    private record Invocation(String id, String event, CompletableFuture<Outcome> outcome) {}

    RuntimeApi(String functionArn) {
        this.functionArn = functionArn;
        server = LoopbackServer.start(ROOT, this::handle, threads);
    }

    /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} has them. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Completes when the process asks for work, and exceptionally where it reports that it can't.
     */
    CompletableFuture<Void> started() {
        return started.copy();
    }

    /** Completes when a process with SnapStart is ready to be kept as a snapshot. */
    CompletableFuture<Void> snapshot() {
        return snapshot.copy();
    }

    /** Hands an event to the process as soon as it asks. */
    CompletableFuture<Outcome> invoke(String event) {
        Invocation invocation =
                new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        waiting.add(invocation);
        return invocation.outcome();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(ROOT.length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestMethod() + " " + path) {
            case "GET invocation/next" -> handOut(exchange);
            case "GET restore/next" -> {
                snapshot.complete(null);
                answer(exchange, OK, "");
            }
            case "POST init/error", "POST restore/error" -> {
                started.completeExceptionally(new FunctionFailedException(body));
                answer(exchange, ACCEPTED, "");
            }
            default -> report(exchange, path, body);
        }
    }

    private void handOut(HttpExchange exchange) throws IOException {
        started.complete(null);
        try {
            Invocation next = waiting.take();
            underWay.put(next.id(), next);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "application/json");
            headers.set("Lambda-Runtime-Aws-Request-Id", next.id());
            headers.set(
                    "Lambda-Runtime-Deadline-Ms",
                    Long.toString(Instant.now().plus(INVOCATION_MAX).toEpochMilli()));
            headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
            headers.set(
                    "Lambda-Runtime-Trace-Id",
                    "Root=1-691f2a40-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0");
            answer(exchange, OK, next.event());
        } catch (InterruptedException e) {
            // Closed: the process has ended, or is about to.
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    /** {@code invocation/<id>/response}, {@code invocation/<id>/error}, or nothing known. */
    private void report(HttpExchange exchange, String path, String body) throws IOException {
        int slash = path.lastIndexOf('/');
        Invocation invocation =
                path.startsWith(INVOCATION) && slash > INVOCATION.length()
                        ? underWay.remove(path.substring(INVOCATION.length(), slash))
                        : null;
        if (invocation == null) {
            answer(exchange, NOT_FOUND, "");
            return;
        }
        answer(exchange, ACCEPTED, "");
        invocation
                .outcome()
                .complete(
                        path.endsWith("/response")
                                ? new Outcome.Answered(body)
                                : new Outcome.Failed(body));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
