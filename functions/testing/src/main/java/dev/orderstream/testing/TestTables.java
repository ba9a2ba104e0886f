package dev.orderstream.testing;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbLedger;
import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.dynamodblocal.DynamoDbLocal;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import dev.orderstream.faults.FaultInjection;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The project's tables on a DynamoDB Local of their own, with a count of the requests to them. */
public final class TestTables implements AutoCloseable {

    private static final String REGION = "eu-central-1";
    private static final String CREDENTIAL = "test";
    private static final String CURSOR_KEYS = "test:" + "A".repeat(43);

    private final DynamoDbLocal database = SharedDatabase.take();
    private final CountingProxy proxy = new CountingProxy(database.endpoint());
    private final DynamoDbClient client;

    public TestTables() {
        this.client = client(database.endpoint());
        new TableSetup(client, tables()).createMissing();
    }

    private static DynamoDbClient client(URI endpoint, ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .overrideConfiguration(
                        configuration -> configuration.executionInterceptors(List.of(interceptors)))
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
                .build();
    }

    public Tables tables() {
        return Tables.STANDARD;
    }

    /** A client of the test's own, whose requests do not count. */
    public DynamoDbClient client() {
        return client;
    }

    /** One more, each request of which somebody sees. */
    public DynamoDbClient client(ExecutionInterceptor watching) {
        return client(database.endpoint(), watching);
    }

    /** Where a program that is no function finds these tables; its requests do not count. */
    public URI endpoint() {
        return database.endpoint();
    }

    /** What a function is started with to use these tables. */
    public Map<String, Object> properties(String authMode) {
        return new HashMap<>(
                Map.of(
                        "aws.region", REGION,
                        "aws.access-key-id", CREDENTIAL,
                        "aws.secret-access-key", CREDENTIAL,
                        "aws.services.dynamodb.endpoint-override", proxy.uri().toString(),
                        "cursor.keys", CURSOR_KEYS,
                        "auth.mode", authMode));
    }

    /** The same for a function whose requests meet the faults of this weather. */
    public Map<String, Object> properties(String authMode, Weather weather) {
        Map<String, Object> properties = properties(authMode);
        properties.put(FaultInjection.WEATHER, weather);
        return properties;
    }

    /** The same for a function whose requests this meter reckons the units of. */
    public Map<String, Object> properties(String authMode, UnitMeter meter) {
        Map<String, Object> properties = properties(authMode);
        properties.put(UnitMetering.METER, meter);
        return properties;
    }

    /** The same for a function whose waits pass by this ticker, so that no test waits for real. */
    public Map<String, Object> properties(String authMode, Ticker ticker) {
        Map<String, Object> properties = properties(authMode);
        properties.put(SteppedTime.TICKER, ticker);
        return properties;
    }

    /** A meter of requests to these tables. */
    public UnitMeter meter() {
        return new UnitMeter(client, tables());
    }

    /**
     * The operations that functions asked for since the last call, {@code PutItem} and the like.
     */
    public List<String> takeOperations() {
        return proxy.takeOperations();
    }

    /**
     * Writes a generation beside the first one, as a rebuild claims it before its table is there.
     */
    public void addBeside(int generation) {
        GenerationLedger ledger = new DynamoDbLedger(client, tables(), Contention.system());
        Ledger first = ledger.read();
        TreeMap<Integer, Beside> beside =
                new TreeMap<>(Map.of(generation, new Beside.Filling("a rebuild", 1)));
        Ledger next = new Ledger(first.revision() + 1, first.serving(), null, generation, beside);
        if (!ledger.replace(first, next)) {
            throw new IllegalStateException("somebody else has changed the ledger");
        }
    }

    /** Makes all tables anew, empty, without those that rebuilds have made. */
    public void clear() {
        Tables tables = tables();
        client.listTablesPaginator().tableNames().stream()
                .filter(table -> table.startsWith(tables.prefix() + "-"))
                .forEach(table -> client.deleteTable(request -> request.tableName(table)));
        new TableSetup(client, tables).createMissing();
        proxy.answerRequests();
        proxy.takeOperations();
    }

    /** Lets somebody see every request of a function from now on. */
    public void watch(RequestWatcher watcher) {
        proxy.watch(watcher);
    }

    /** Lets functions wait for answers that never come: DynamoDB hangs. */
    public void fallSilent() {
        proxy.fallSilent();
    }

    /** Lets no request of a function through any more: DynamoDB is down. */
    public void refuseRequests() {
        proxy.refuseRequests();
    }

    @Override
    public void close() {
        proxy.close();
        SharedDatabase.giveBack(database, client);
        client.close();
    }
}
