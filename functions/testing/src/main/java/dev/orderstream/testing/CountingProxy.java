package dev.orderstream.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** Stands before DynamoDB and notes each request that comes by. */
final class CountingProxy implements AutoCloseable {

    private static final RequestWatcher NOBODY =
            new RequestWatcher() {
                @Override
                public void begins(String operation, String body) {}

                @Override
                public void ends(String operation, String body) {}
            };

    private final HttpServer server;
    private final DynamoDbForwarder forwarder;
    private final List<String> operations = new ArrayList<>();
    private volatile boolean refusing;
    private volatile boolean silent;
    private volatile RequestWatcher watcher = NOBODY;

    CountingProxy(URI target) {
        forwarder = new DynamoDbForwarder(target);
        server =
                LoopbackServer.start(
                        "/", this::forward, Executors.newVirtualThreadPerTaskExecutor());
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void refuseRequests() {
        refusing = true;
    }

    /** Takes requests and never answers them. */
    void fallSilent() {
        silent = true;
    }

    void watch(RequestWatcher all) {
        watcher = all;
    }

    void answerRequests() {
        refusing = false;
        silent = false;
        watcher = NOBODY;
    }

    synchronized List<String> takeOperations() {
        List<String> taken = List.copyOf(operations);
        operations.clear();
        return taken;
    }

    private synchronized void note(String operation) {
        operations.add(operation);
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation = DynamoDbForwarder.operation(exchange).orElseThrow();
            byte[] body = exchange.getRequestBody().readAllBytes();
            note(operation);
            while (silent) {
                Thread.sleep(10);
            }
            if (refusing) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            DynamoDbForwarder.answer(exchange, watched(operation, exchange, body));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> watched(String operation, HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        RequestWatcher watching = watcher;
        String text = new String(body, StandardCharsets.UTF_8);
        watching.begins(operation, text);
        try {
            return forwarder.send(exchange, body);
        } finally {
            watching.ends(operation, text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        forwarder.close();
    }
}
