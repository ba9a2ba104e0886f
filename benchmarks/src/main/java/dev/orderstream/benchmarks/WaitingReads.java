package dev.orderstream.benchmarks;

import dev.orderstream.dynamodb.Tables;
import dev.orderstream.local.LocalSystem;
import dev.orderstream.local.RunSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How much later than its view is there a read is answered that waited for it: what waiting adds to
 * the projection's own lag. The whole system runs on this machine, and a second reader looks for
 * the view all the time.
 */
public final class WaitingReads {

    private static final int ORDERS_COLD = 50;
    private static final int ORDERS = 200;
    private static final int SERVING = 1;
    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([^\"]+)\"");

    private final URI api;
    private final DynamoDbClient database;
    private final HttpClient http;

    private WaitingReads(URI api, DynamoDbClient database, HttpClient http) {
        this.api = api;
        this.database = database;
        this.http = http;
    }

    /**
     * What one order took.
     *
     * @param lagMs from the command's answer to the view
     * @param extraMs from the view to the answer of the read that waited
     */
    record Waited(double lagMs, double extraMs) {}

    public static void main(String[] arguments) throws IOException {
        print(measure(ORDERS_COLD, ORDERS), System.out);
    }

    static List<Waited> measure(int ordersCold, int orders) throws IOException {
        try (LocalSystem system = LocalSystem.start(RunSettings.PLAIN);
                HttpClient http = HttpClient.newHttpClient();
                DynamoDbClient database = database(system.databaseUri())) {
            WaitingReads reads = new WaitingReads(system.uri(), database, http);
            List<Waited> all = new ArrayList<>();
            for (int n = 0; n < ordersCold + orders; n++) {
                Waited waited = reads.once();
                if (n >= ordersCold) {
                    all.add(waited);
                }
            }
            return all;
        }
    }

    private static DynamoDbClient database(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private Waited once() {
        String id = create();
        long created = System.nanoTime();
        CompletableFuture<Long> there = CompletableFuture.supplyAsync(() -> whenThere(id));
        send(HttpRequest.newBuilder(api.resolve("/orders/" + id + "?expected_version=1")).GET());
        long answered = System.nanoTime();
        long seen = there.join();
        return new Waited(ms(seen - created), Math.max(0, ms(answered - seen)));
    }

    private String create() {
        String body =
                """
                {"customer_id": "%s", "shipping_address":
                 {"line1": "1 Main Street", "city": "Berlin", "country": "DE"},
                 "items": [{"product_id": "sku-1", "quantity": 1, "unit_price": 12.60}]}\
                """
                        .formatted(UUID.randomUUID());
        Matcher id =
                ORDER_ID.matcher(
                        send(
                                HttpRequest.newBuilder(api.resolve("/orders"))
                                        .header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(body))));
        if (!id.find()) {
            throw new IllegalStateException("expected an order's id");
        }
        return id.group(1);
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300 || answer.body().contains("_warning")) {
                throw new IllegalStateException("expected success, got " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long whenThere(String id) {
        Map<String, AttributeValue> key =
                Map.of(
                        "pk", AttributeValue.fromS("ORDER#" + id),
                        "sk", AttributeValue.fromS("VIEW"));
        String table = Tables.STANDARD.readModel(SERVING).name();
        while (!database.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                .hasItem()) {
            Thread.onSpinWait();
        }
        return System.nanoTime();
    }

    private static double ms(long nanos) {
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static void print(List<Waited> all, PrintStream out) {
        out.printf("%d orders, each read back with expected_version%n", all.size());
        print("the projection's own lag", all.stream().map(Waited::lagMs).toList(), out);
        print("what the wait adds", all.stream().map(Waited::extraMs).toList(), out);
    }

    private static void print(String what, List<Double> values, PrintStream out) {
        List<Double> sorted = values.stream().sorted().toList();
        out.printf(
                "%s: median %.1f ms, 95th percentile %.1f ms%n",
                what, at(sorted, 50), at(sorted, 95));
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.get((sorted.size() - 1) * percent / 100);
    }
}
