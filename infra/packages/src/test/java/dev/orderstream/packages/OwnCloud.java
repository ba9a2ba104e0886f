package dev.orderstream.packages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orderstream.dynamodblocal.DynamoDbLocal;
import dev.orderstream.testing.DynamoDbForwarder;
import dev.orderstream.testing.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What little of AWS the service needs to be deployed and called, at one address on the loopback:
 * DynamoDB Local with its streams, Lambda's calls ({@link OwnLambda}) and API Gateway's ({@link
 * OwnGateway}).
 */
final class OwnCloud {

    private static final int NOT_IMPLEMENTED = 501;

    private final DynamoDbLocal database = DynamoDbLocal.inMemory();
    private final DynamoDbForwarder forwarder = new DynamoDbForwarder(database.endpoint());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server = LoopbackServer.start("/", this::handle, threads);
    private final OwnLambda lambda;
    private final OwnGateway gateway;

    private OwnCloud(Path folder) {
        lambda = new OwnLambda(folder, database.endpoint());
        gateway = new OwnGateway(lambda);
    }

    static Cloud start(Path folder) {
        OwnCloud cloud = new OwnCloud(folder);
        URI endpoint = URI.create("http://127.0.0.1:" + cloud.server.getAddress().getPort());
        return new Cloud(endpoint, Map.of("AWS_ENDPOINT_URL", endpoint.toString()), cloud::close);
    }

    /** What a call is answered. */
    record Reply(int status, String json) {

        static final Reply UNKNOWN =
                new Reply(NOT_IMPLEMENTED, "{\"__type\": \"InternalFailure\"}");

        /** Done, and nothing to say. */
        static final Reply DONE = new Reply(200, "{}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (DynamoDbForwarder.operation(exchange).isPresent()) {
                DynamoDbForwarder.answer(exchange, forwarder.send(exchange, body));
                return;
            }
            Reply reply =
                    reply(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            new String(body, StandardCharsets.UTF_8));
            byte[] json = reply.json().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), json.length);
            exchange.getResponseBody().write(json);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(String method, String path, String body) throws IOException {
        try {
            if (path.startsWith(OwnLambda.ROOT)) {
                return lambda.handle(method, path.substring(OwnLambda.ROOT.length()), body);
            }
            return path.startsWith(OwnGateway.ROOT)
                    ? gateway.handle(method, path.substring(OwnGateway.ROOT.length()), body)
                    : Reply.UNKNOWN;
        } catch (RuntimeException e) {
            return new Reply(500, Json.text(Map.of("message", e.toString())));
        }
    }

    private void close() {
        try (database;
                forwarder;
                lambda;
                gateway) {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
