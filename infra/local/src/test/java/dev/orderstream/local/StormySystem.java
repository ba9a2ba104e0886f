package dev.orderstream.local;

import dev.orderstream.command.CommandFunction;
import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.ControlKeys;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.dynamodblocal.DynamoDbLocal;
import dev.orderstream.dynamodblocal.faults.FaultyHttpClient;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.faults.FaultInjection;
import dev.orderstream.http.ClaimSettings;
import dev.orderstream.http.CursorKeys;
import dev.orderstream.http.Routes;
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
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The functions as they are deployed, behind a gateway and over DynamoDB Local, in a weather. Two
 * mappings read the stream, as if one projector had been taken for dead and another one started.
 */
final class StormySystem implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StormySystem.class);

    private static final String REGION = "eu-central-1";
    private static final String CREDENTIAL = "test";
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL));

    private final Weather weather;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DynamoDbLocal database;
    private final DynamoDbClient client;
    private final ProjectorFunction projector;
    private final OperationsFunction operations;
    private final HttpGateway gateway;
    private final List<Checkpoints> checkpoints =
            List.of(Checkpoints.inMemory(), Checkpoints.inMemory());
    private final Deque<EventSourceMapping> mappings = new ArrayDeque<>();
    private final AtomicInteger replays = new AtomicInteger();

    StormySystem(Weather weather) throws IOException {
        this(weather, Routes.QUERIES_AT_ONCE_MAX, Map.of());
    }

    /**
     * With so many instances of the query function.
     *
     * @param more properties of the functions
     */
    StormySystem(Weather weather, int queriesAtOnce, Map<String, Object> more) throws IOException {
        this.weather = weather;
        database = part(DynamoDbLocal.inMemory());
        client =
                part(
                        DynamoDbClient.builder()
                                .endpointOverride(database.endpoint())
                                .region(Region.of(REGION))
                                .credentialsProvider(CREDENTIALS)
                                .build());
        new TableSetup(client, Tables.STANDARD).createMissing();
        Map<String, Object> properties = properties();
        properties.putAll(more);
        projector = part(new ProjectorFunction(properties));
        operations = part(new OperationsFunction(properties));
        gateway =
                part(
                        HttpGateway.start(
                                0,
                                new SharedRoutes(
                                        ClaimSettings.STANDARD,
                                        part(new CommandFunction(properties)),
                                        new ReservedConcurrency(
                                                part(new QueryFunction(properties)),
                                                new Semaphore(queriesAtOnce)),
                                        part(new OperationsApiFunction(properties)),
                                        part(new ReferenceFunction(properties)))));
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("aws.region", REGION);
        properties.put("aws.access-key-id", CREDENTIAL);
        properties.put("aws.secret-access-key", CREDENTIAL);
        properties.put("aws.services.dynamodb.endpoint-override", database.endpoint().toString());
        properties.put("auth.mode", "none");
        properties.put("cursor.keys", CursorKeys.generate());
        properties.put("metrics.format", "text");
        properties.put(FaultInjection.WEATHER, weather);
        return properties;
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    URI api() {
        return gateway.uri();
    }

    @SuppressWarnings("deprecation") // the HTTP client that the functions have
    private SdkHttpClient stormyHttp() {
        return new FaultyHttpClient(ApacheHttpClient.create(), weather);
    }

    /** Reads the stream on from where it was left, or from where that has gone to. */
    void startMappings() throws Exception {
        for (Checkpoints kept : checkpoints) {
            DynamoDbStreamsClient streams =
                    part(
                            DynamoDbStreamsClient.builder()
                                    .endpointOverride(database.endpoint())
                                    .region(Region.of(REGION))
                                    .credentialsProvider(CREDENTIALS)
                                    .httpClient(stormyHttp())
                                    .build());
            EventSourceMapping mapping =
                    new EventSourceMapping(
                            streams,
                            Tables.STANDARD.events().name(),
                            new MappedFunction(
                                    "projector",
                                    (requestId, batch) -> projector.handleRequest(batch, null)),
                            MappingSettings.STANDARD,
                            kept,
                            FailureDestination.none(),
                            this::replay);
            mappings.push(mapping);
            mapping.start();
        }
        for (EventSourceMapping mapping : mappings) {
            mapping.ready().get();
        }
    }

    private void replay() {
        operations.handleRequest(OperationsFunction.REPLAY, null);
        replays.incrementAndGet();
    }

    /** How often the stream was found to have lost records. */
    int replays() {
        return replays.get();
    }

    void stopMappings() {
        mappings.forEach(EventSourceMapping::close);
        mappings.clear();
    }

    /** As a schedule does; what fails is made up for by the next one. */
    void tick() {
        try {
            operations.handleRequest(OperationsFunction.TICK, null);
        } catch (OutageException stormy) {
            LOG.info("A tick failed");
        }
    }

    void rollShardsOver() {
        database.rollShardsOver();
    }

    /** Lets the stream forget all that it has. */
    void trimStream() {
        database.ageStreams(Duration.ofHours(25));
    }

    /** The serving generation, past the weather. */
    ViewStore views() {
        return new DynamoDbViewStore(client, Tables.STANDARD, 1, Contention.system());
    }

    /** The places of long waits that were ever leased, each with its holder or nothing. */
    List<Optional<String>> waitLeases() {
        return client
                .scan(scan -> scan.tableName(Tables.STANDARD.control().name()).consistentRead(true))
                .items()
                .stream()
                .filter(item -> item.get("pk").s().startsWith(ControlKeys.WAIT))
                .map(item -> Optional.ofNullable(item.get("lease_holder")).map(AttributeValue::s))
                .toList();
    }

    List<Notice> parked() {
        return new DynamoDbNotices(client, Tables.STANDARD, Contention.system()).all(1).toList();
    }

    @Override
    public void close() {
        stopMappings();
        parts.forEach(StormySystem::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not close in order", part.getClass().getSimpleName(), e);
        }
    }
}
