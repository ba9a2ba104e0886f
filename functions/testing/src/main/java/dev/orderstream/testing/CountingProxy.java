package dev.orderstream.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** Stands before DynamoDB and notes each request that comes by. */
final class CountingProxy implements AutoCloseable {

    private static final String OPERATION_HEADER = "X-Amz-Target";

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI target;
    private final List<String> operations = new ArrayList<>();
    private volatile boolean refusing;
    private volatile boolean silent;

    CountingProxy(URI target) {
        this.target = target;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::forward);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
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

    void answerRequests() {
        refusing = false;
        silent = false;
    }

    synchronized List<String> takeOperations() {
        List<String> taken = List.copyOf(operations);
        operations.clear();
        return taken;
    }

    private synchronized void note(String operation) {
        operations.add(operation.substring(operation.indexOf('.') + 1));
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            note(exchange.getRequestHeaders().getFirst(OPERATION_HEADER));
            while (silent) {
                Thread.sleep(10);
            }
            if (refusing) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            HttpResponse<byte[]> answer =
                    client.send(request(exchange), BodyHandlers.ofByteArray());
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

    private HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target)
                        .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
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
