package dev.orderstream.packages;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.command.CommandFunction;
import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.http.CursorKeys;
import dev.orderstream.http.Route;
import dev.orderstream.operations.OperationsApiFunction;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.projector.StreamMapping;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.reference.ReferenceFunction;
import dev.orderstream.runtime.Variable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The service on a cloud, under names of its own: the tables, the functions of the packages, and
 * the mapping of the event table's stream to the projector. What it has made it takes away.
 */
final class Deployment implements AutoCloseable {

    private static final Duration API_TIMEOUT = Duration.ofSeconds(29);

    private final String prefix = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private final Deque<Runnable> made = new ArrayDeque<>();
    private final Map<Route.Target, String> arns = new EnumMap<>(Route.Target.class);
    private final Cloud cloud;
    private LambdaApi lambda;
    private final DynamoDbClient dynamoDb;

    Deployment(Cloud cloud) {
        this.cloud = cloud;
        this.dynamoDb = cloud.dynamoDb();
        made.push(dynamoDb::close);
        boolean deployed = false;
        try {
            deploy();
            deployed = true;
        } finally {
            if (!deployed) {
                close();
            }
        }
    }

    private void deploy() {
        Tables tables = tables("");
        TableDescription events =
                dynamoDb.describeTable(request -> request.tableName(tables.events().name()))
                        .table();
        lambda = new LambdaApi(cloud, events.tableArn().split(":", -1)[4]);
        Map<Variable, String> variables = new EnumMap<>(Variable.class);
        arns.put(
                Route.Target.REFERENCE,
                api("reference", "query", ReferenceFunction.class, variables));
        variables.put(Variable.TABLE_PREFIX, tables.prefix());
        create("projector", "projector", ProjectorFunction.class, StreamMapping.TIMEOUT, variables);
        // Few emulators have a JWT authorizer.
        variables.put(Variable.AUTH_MODE, "none");
        arns.put(Route.Target.COMMAND, api("command", "command", CommandFunction.class, variables));
        arns.put(
                Route.Target.OPERATIONS,
                api("operations-api", "operations", OperationsApiFunction.class, variables));
        variables.put(Variable.CURSOR_KEYS, CursorKeys.generate());
        arns.put(Route.Target.QUERY, api("query", "query", QueryFunction.class, variables));
        String mapping = lambda.map(events.latestStreamArn(), name("projector"));
        made.push(() -> lambda.deleteMapping(mapping));
    }

    private String api(
            String function,
            String module,
            Class<? extends RequestHandler<?, ?>> handler,
            Map<Variable, String> variables) {
        return create(function, module, handler, API_TIMEOUT, variables);
    }

    private String create(
            String function,
            String module,
            Class<? extends RequestHandler<?, ?>> handler,
            Duration timeout,
            Map<Variable, String> variables) {
        Map<String, String> environment = new HashMap<>(cloud.environment());
        variables.forEach((variable, value) -> environment.put(variable.name(), value));
        String arn = lambda.create(name(function), module, handler.getName(), timeout, environment);
        made.push(() -> lambda.deleteFunction(name(function)));
        return arn;
    }

    private String name(String function) {
        return prefix + "-" + function;
    }

    /** Makes a set of tables, as every run makes them. */
    Tables tables(String suffix) {
        Tables tables = new Tables(prefix + suffix);
        for (var table : List.of(tables.events(), tables.control(), tables.readModel(1))) {
            made.push(() -> dynamoDb.deleteTable(request -> request.tableName(table.name())));
        }
        new TableSetup(dynamoDb, tables).createMissing();
        return tables;
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    /** What {@code command} or {@code query} answers to an event of the HTTP API. */
    JsonNode invoke(String function, String event) {
        return lambda.invoke(name(function), event);
    }

    /**
     * Puts an HTTP API before the functions.
     *
     * @throws RestApi.RefusedException where the cloud has no API Gateway, too
     */
    GatewayApi.Api httpApi() {
        GatewayApi gateway = new GatewayApi(cloud);
        GatewayApi.Api api = gateway.create(prefix);
        made.push(() -> gateway.delete(api));
        gateway.route(api, arns);
        List.of("command", "query", "operations-api", "reference")
                .forEach(function -> lambda.permit(name(function), api));
        return api;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!made.isEmpty()) {
            try {
                made.pop().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
