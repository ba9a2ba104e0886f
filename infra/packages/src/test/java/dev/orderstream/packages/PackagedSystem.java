package dev.orderstream.packages;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.orderstream.command.CommandFunction;
import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.dynamodblocal.DynamoDbLocal;
import dev.orderstream.http.CursorKeys;
import dev.orderstream.local.mapping.Checkpoints;
import dev.orderstream.local.mapping.EventSourceMapping;
import dev.orderstream.local.mapping.FailureDestination;
import dev.orderstream.local.mapping.MappedFunction;
import dev.orderstream.local.mapping.MappingSettings;
import dev.orderstream.operations.OperationsApiFunction;
import dev.orderstream.operations.OperationsFunction;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.reference.ReferenceFunction;
import dev.orderstream.testing.lambda.LambdaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The packages of all functions, a process for each handler, over the tables of a DynamoDB Local;
 * its stream goes to the projector's by the rules of Lambda's event source mapping. They are
 * configured by environment variables alone, as on AWS.
 */
final class PackagedSystem implements AutoCloseable {

    private static final String REGION = "eu-central-1";
    private static final String CREDENTIAL = "test";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, Unpacked> packages = new HashMap<>();
    private final Map<String, String> environment;
    private final CompletableFuture<LambdaProcess> command;
    private final CompletableFuture<LambdaProcess> query;
    private final CompletableFuture<LambdaProcess> projector;
    private final CompletableFuture<LambdaProcess> operations;
    private final CompletableFuture<LambdaProcess> operationsApi;
    private final CompletableFuture<LambdaProcess> reference;

    static PackagedSystem start(Path folder) throws IOException {
        return new PackagedSystem(folder);
    }

    private PackagedSystem(Path folder) throws IOException {
        boolean started = false;
        try {
            for (String function : List.of("command", "query", "projector", "operations")) {
                packages.put(function, Unpacked.of(function, folder));
            }
            DynamoDbLocal database = part(DynamoDbLocal.inMemory());
            environment = environment(database.endpoint());
            createTables(database.endpoint());
            command = starting("command", CommandFunction.class);
            query = starting("query", QueryFunction.class);
            projector = starting("projector", ProjectorFunction.class);
            operations = starting("operations", OperationsFunction.class);
            operationsApi = starting("operations", OperationsApiFunction.class);
            reference = starting("query", ReferenceFunction.class);
            for (var each :
                    List.of(command, query, projector, operations, operationsApi, reference)) {
                part(each.join());
            }
            EventSourceMapping mapping = part(mapping(database.endpoint()));
            mapping.start();
            mapping.ready().join();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** What a deployment gives a function, and where DynamoDB is, by the SDK's own variable. */
    private static Map<String, String> environment(URI endpoint) {
        return Map.of(
                "AUTH_MODE",
                "jwt",
                "CURSOR_KEYS",
                CursorKeys.generate(),
                "TABLE_PREFIX",
                Tables.STANDARD.prefix(),
                "AWS_REGION",
                REGION,
                "AWS_ACCESS_KEY_ID",
                CREDENTIAL,
                "AWS_SECRET_ACCESS_KEY",
                CREDENTIAL,
                "AWS_ENDPOINT_URL_DYNAMODB",
                endpoint.toString());
    }

    private static void createTables(URI endpoint) {
        try (DynamoDbClient client =
                DynamoDbClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.of(REGION))
                        .credentialsProvider(credentials())
                        .build()) {
            new TableSetup(client, Tables.STANDARD).createMissing();
        }
    }

    private CompletableFuture<LambdaProcess> starting(
            String function, Class<? extends RequestHandler<?, ?>> handler) {
        return CompletableFuture.supplyAsync(() -> unpacked(function).start(handler, environment));
    }

    private EventSourceMapping mapping(URI endpoint) {
        DynamoDbStreamsClient streams =
                part(
                        DynamoDbStreamsClient.builder()
                                .endpointOverride(endpoint)
                                .region(Region.of(REGION))
                                .credentialsProvider(credentials())
                                .build());
        return new EventSourceMapping(
                streams,
                Tables.STANDARD.events().name(),
                new MappedFunction(
                        "projector", (_, batch) -> LambdaCalls.batch(projector(), batch)),
                MappingSettings.STANDARD,
                Checkpoints.inMemory(),
                FailureDestination.none(),
                () -> operations().invoke("{\"operation\": \"replay\"}"));
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL));
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    Unpacked unpacked(String function) {
        return packages.get(function);
    }

    Map<String, String> environment() {
        return environment;
    }

    LambdaProcess command() {
        return command.join();
    }

    LambdaProcess query() {
        return query.join();
    }

    LambdaProcess projector() {
        return projector.join();
    }

    LambdaProcess operations() {
        return operations.join();
    }

    LambdaProcess operationsApi() {
        return operationsApi.join();
    }

    LambdaProcess reference() {
        return reference.join();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
