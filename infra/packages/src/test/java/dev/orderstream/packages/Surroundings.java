package dev.orderstream.packages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orderstream.http.CursorKeys;
import dev.orderstream.testing.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a function could speak to, on one port of 127.0.0.1: DynamoDB with nothing in it, the
 * place that SnapStart has it take its credentials from, and the proxy on the way to everything
 * else, which lets nothing through. It notes what it was asked.
 */
final class Surroundings implements AutoCloseable {

    /** Whose credentials these are, as a request signed with them tells. */
    static final String ACCESS_KEY = "AKIARESTORED";

    private static final Pattern TABLE = Pattern.compile("\"TableName\":\"([^\"]+)\"");
    private static final int OK = 200;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new ArrayList<>();
    private final HttpServer server = LoopbackServer.start("/", this::handle, threads);
    private final OutwardProxy outward = new OutwardProxy(this::note);

    /** What a deployment gives a function with SnapStart, which has no credentials among it. */
    Map<String, String> environment() {
        String here = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        environment.put("CURSOR_KEYS", CursorKeys.generate());
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", here + "/credentials");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "token");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", here);
        environment.put("JAVA_TOOL_OPTIONS", outward.options());
        return environment;
    }

    /** What it was asked so far, each with what it was asked for. */
    List<String> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    private void note(String request) {
        synchronized (asked) {
            asked.add(request);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestURI().getPath().equals("/credentials")) {
            note("credentials");
            answer(
                    exchange,
                    """
                    {"AccessKeyId": "%s", "SecretAccessKey": "secret", "Token": "token",
                     "Expiration": "%s"}\
                    """
                            .formatted(ACCESS_KEY, Instant.parse("2999-01-01T00:00:00Z")));
            return;
        }
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String operation = target.substring(target.indexOf('.') + 1);
        Matcher table = TABLE.matcher(body);
        String signed =
                exchange.getRequestHeaders().getFirst("Authorization").contains(ACCESS_KEY)
                        ? ""
                        : " as somebody else";
        note(operation + (table.find() ? " " + table.group(1) : "") + signed);
        answer(exchange, "{\"Items\": [], \"Count\": 0, \"ScannedCount\": 0}");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(OK, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        outward.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
