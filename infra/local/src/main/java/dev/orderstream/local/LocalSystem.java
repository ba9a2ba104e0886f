package dev.orderstream.local;

import dev.orderstream.command.CommandFunction;
import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.dynamodblocal.DynamoDbLocal;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.faults.FaultInjection;
import dev.orderstream.http.ClaimSettings;
import dev.orderstream.http.CursorKeys;
import dev.orderstream.http.Routes;
import dev.orderstream.local.auth.JwtAuthorizer;
import dev.orderstream.local.mapping.Checkpoints;
import dev.orderstream.local.mapping.EventSourceMapping;
import dev.orderstream.local.mapping.FailureDestination;
import dev.orderstream.local.mapping.FileCheckpoints;
import dev.orderstream.local.mapping.MappedFunction;
import dev.orderstream.local.mapping.MappingSettings;
import dev.orderstream.operations.OperationsApiFunction;
import dev.orderstream.operations.OperationsFunction;
import dev.orderstream.operations.OperationsSettings;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.projector.StreamMapping;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.reference.ReferenceFunction;
import dev.orderstream.runtime.Variable;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The whole system on this machine: DynamoDB Local, the tables, the functions as they are deployed,
 * a gateway in front and an event source mapping behind. What was started last is closed first.
 */
public final class LocalSystem implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSystem.class);

    /** DynamoDB Local takes any; set here, so that nobody's real ones are used. */
    private static final String REGION = "eu-central-1";

    private static final String CREDENTIAL = "local";

    private static final String PROJECTOR = "projector";

    /** As a deployment with reserved concurrency: half of the query function's instances. */
    private static final int WAITS_MAX = Routes.QUERIES_AT_ONCE_MAX / 2;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DynamoDbLocal database;
    private final HttpGateway gateway;

    /**
     * Starts everything.
     *
     * @throws IOException where a port is taken or the directory can't be used
     */
    public static LocalSystem start(RunSettings settings) throws IOException {
        return new LocalSystem(settings);
    }

    private LocalSystem(RunSettings settings) throws IOException {
        boolean started = false;
        try {
            Optional<DataDirectory> directory = Optional.empty();
            if (settings.data().isPresent()) {
                directory = Optional.of(part(DataDirectory.open(settings.data().get())));
            }
            database = part(database(directory, settings.databasePort()));
            createTables();
            String cursorKeys =
                    directory.isPresent() ? directory.get().cursorKeys() : CursorKeys.generate();
            Map<String, Object> properties = properties(settings, database.endpoint(), cursorKeys);
            // Most of a start is the functions' own: they are made side by side.
            var command = CompletableFuture.supplyAsync(() -> new CommandFunction(properties));
            var query = CompletableFuture.supplyAsync(() -> new QueryFunction(properties));
            ProjectorFunction projector = part(new ProjectorFunction(properties));
            var api = CompletableFuture.supplyAsync(() -> new OperationsApiFunction(properties));
            var reference = CompletableFuture.supplyAsync(() -> new ReferenceFunction(properties));
            SharedRoutes routes =
                    new SharedRoutes(
                            settings.claims(),
                            part(command.join()),
                            new ReservedConcurrency(
                                    part(query.join()), new Semaphore(Routes.QUERIES_AT_ONCE_MAX)),
                            part(api.join()),
                            part(reference.join()));
            OperationsFunction operations = part(new OperationsFunction(properties));
            EventSourceMapping mapping = part(mapping(projector, operations, directory));
            mapping.start();
            // Where the stream has lost records, every view is caught up first.
            mapping.ready().join();
            startSchedules(operations);
            gateway =
                    part(
                            HttpGateway.start(
                                    settings.port(),
                                    routes,
                                    gatekeeper(settings),
                                    settings.origins(),
                                    HttpGateway.Limits.AS_ON_AWS,
                                    ApiMapping.ROOT));
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    private static DynamoDbLocal database(Optional<DataDirectory> directory, int port) {
        return directory
                .map(dir -> DynamoDbLocal.onDisk(dir.tables(), port))
                .orElseGet(() -> DynamoDbLocal.inMemory(port));
    }

    private void createTables() {
        try (DynamoDbClient client =
                DynamoDbClient.builder()
                        .endpointOverride(database.endpoint())
                        .region(Region.of(REGION))
                        .credentialsProvider(credentials())
                        .build()) {
            new TableSetup(client, Tables.STANDARD).createMissing();
        }
    }

    private EventSourceMapping mapping(
            ProjectorFunction projector,
            OperationsFunction operations,
            Optional<DataDirectory> directory) {
        String table = Tables.STANDARD.events().name();
        DynamoDbStreamsClient streams =
                part(
                        DynamoDbStreamsClient.builder()
                                .endpointOverride(database.endpoint())
                                .region(Region.of(REGION))
                                .credentialsProvider(credentials())
                                .build());
        Checkpoints checkpoints =
                directory
                        .<Checkpoints>map(dir -> new FileCheckpoints(dir.checkpoints(), table))
                        .orElseGet(Checkpoints::inMemory);
        MappedFunction function =
                new MappedFunction(
                        PROJECTOR,
                        (requestId, batch) ->
                                projector.handleRequest(
                                        batch,
                                        new LocalContext(
                                                requestId,
                                                PROJECTOR,
                                                StreamMapping.TIMEOUT,
                                                System::nanoTime)));
        return new EventSourceMapping(
                streams,
                table,
                function,
                MappingSettings.STANDARD,
                checkpoints,
                FailureDestination.none(),
                () -> operations.handleRequest(OperationsFunction.REPLAY, null));
    }

    /**
     * What schedules do on AWS; there is nobody here who would mind to look for work more often.
     */
    private void startSchedules(OperationsFunction operations) {
        ScheduledExecutorService schedule =
                Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());
        part(schedule::shutdownNow);
        var _ =
                schedule.scheduleWithFixedDelay(
                        () -> call(operations, OperationsFunction.TICK), 0, 1, TimeUnit.MINUTES);
        var _ =
                schedule.scheduleWithFixedDelay(
                        () -> call(operations, OperationsFunction.WORK), 1, 1, TimeUnit.SECONDS);
    }

    /** A call that fails is made up for by the next one. */
    private static void call(OperationsFunction operations, Map<String, Object> request) {
        try {
            operations.handleRequest(request, null);
        } catch (RuntimeException e) {
            if (!Thread.interrupted()) {
                LOG.warn("The operation {} failed", request.get("operation"), e);
            }
        }
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL));
    }

    /** What a deployment gives the functions by environment variables and roles. */
    private static Map<String, Object> properties(
            RunSettings settings, URI endpoint, String cursorKeys) {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.put("table.prefix", Tables.STANDARD.prefix());
        properties.put("aws.region", REGION);
        properties.put("aws.access-key-id", CREDENTIAL);
        properties.put("aws.secret-access-key", CREDENTIAL);
        properties.put("aws.services.dynamodb.endpoint-override", endpoint.toString());
        properties.put("auth.mode", settings.tokenKeys().isPresent() ? "jwt" : "none");
        properties.put(ClaimSettings.CUSTOMER_CLAIM, settings.claims().customerClaim());
        properties.put(ClaimSettings.SCOPE_PREFIX, settings.claims().scopePrefix());
        properties.put("cursor.keys", cursorKeys);
        properties.put("metrics.format", "text");
        properties.putIfAbsent("verify.allowed-lag", OperationsSettings.LOCAL.allowedLag());
        properties.putIfAbsent("rebuild.retiring-for", OperationsSettings.LOCAL.retiringFor());
        if (System.getenv(Variable.WAITS_MAX.name()) == null) {
            properties.putIfAbsent("waits.max", WAITS_MAX);
        }
        settings.weather().ifPresent(met -> properties.put(FaultInjection.WEATHER, met));
        return properties;
    }

    private static Gatekeeper gatekeeper(RunSettings settings) {
        return new Gatekeeper(
                settings.tokenKeys().map(keys -> new JwtAuthorizer(keys, InstantSource.system())),
                Optional.of(
                        new StageThrottle(
                                settings.requestsPerSecond(),
                                Math.min(settings.requestsPerSecond(), Routes.REQUESTS_BURST_MAX),
                                Ticker.system())));
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    public URI uri() {
        return gateway.uri();
    }

    public URI databaseUri() {
        return database.endpoint();
    }

    /**
     * Completes when DynamoDB Local has ended, which it does by itself only when something is
     * wrong.
     */
    CompletableFuture<Integer> databaseExit() {
        return database.onExit();
    }

    /** The last lines that DynamoDB Local printed. */
    List<String> databaseOutput() {
        return database.lastOutput();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close in order", part.getClass().getSimpleName(), e);
            }
        }
    }
}
