package dev.orderstream.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** Stands before DynamoDB and notes each request that comes by. */
final class CountingProxy implements AutoCloseable {

    private static final String OPERATION_HEADER = "X-Amz-Target";

    private static final RequestWatcher NOBODY =
            new RequestWatcher() {
                @Override
                public void begins(String operation, String body) {}

                @Override
                public void ends(String operation, String body) {}
            };

    static {
        // Or an answer's body waits some 40 ms for the client's acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI target;
    private final List<String> operations = new ArrayList<>();
    private volatile boolean refusing;
    private volatile boolean silent;
    private volatile RequestWatcher watcher = NOBODY;

    CountingProxy(URI target) {
        this.target = target;
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
            String target = exchange.getRequestHeaders().getFirst(OPERATION_HEADER);
            String operation = target.substring(target.indexOf('.') + 1);
            byte[] body = exchange.getRequestBody().readAllBytes();
            note(operation);
            while (silent) {
                Thread.sleep(10);
            }
            if (refusing) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            HttpResponse<byte[]> answer = watched(operation, body, request(exchange, body));
            exchange.getResponseHeaders()
                    .set("Content-Type", answer.headers().firstValue("Content-Type").orElse(""));
            answer.headers()
                    .firstValue("x-amz-crc32")
                    .ifPresent(crc -> exchange.getResponseHeaders().set("x-amz-crc32", crc));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> watched(String operation, byte[] body, HttpRequest request)
            throws IOException, InterruptedException {
        RequestWatcher watching = watcher;
        String text = new String(body, StandardCharsets.UTF_8);
        watching.begins(operation, text);
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } finally {
            watching.ends(operation, text);
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).POST(BodyPublishers.ofByteArray(body));
        for (String name :
                List.of(OPERATION_HEADER, "Content-Type", "Authorization", "X-Amz-Date")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
