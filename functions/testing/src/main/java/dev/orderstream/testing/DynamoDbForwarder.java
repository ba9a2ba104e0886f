package dev.orderstream.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;

/** Sends requests that came to a server of ours on to DynamoDB or its streams. */
public final class DynamoDbForwarder implements AutoCloseable {

    private static final String OPERATION_HEADER = "X-Amz-Target";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI target;

    public DynamoDbForwarder(URI target) {
        this.target = target;
    }

    /** What DynamoDB is asked for, {@code PutItem} and the like; nothing where it is not asked. */
    public static Optional<String> operation(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(OPERATION_HEADER))
                .map(target -> target.substring(target.indexOf('.') + 1));
    }

    /** Sends a request whose body was read. */
    public HttpResponse<byte[]> send(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).POST(BodyPublishers.ofByteArray(body));
        for (String name :
                List.of(OPERATION_HEADER, "Content-Type", "Authorization", "X-Amz-Date")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Answers as DynamoDB did. */
    public static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
            throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Type", answer.headers().firstValue("Content-Type").orElse(""));
        answer.headers()
                .firstValue("x-amz-crc32")
                .ifPresent(crc -> exchange.getResponseHeaders().set("x-amz-crc32", crc));
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
