package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.command.CommandFunction;
import dev.orderstream.dynamodb.ItemSize;
import dev.orderstream.dynamodb.TableDefinition;
import dev.orderstream.local.mapping.Batches;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.runtime.FunctionSize;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestClock;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testing.UnitMeter;
import dev.orderstream.testing.Units;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the README says that orders cost is what they cost: every row of its tables is made here
 * anew, of what both sides ask of DynamoDB and of its published rules and prices.
 */
class CostsTest {

    private static final Path README = Path.of("..", "..", "README.md");

    /** The one that began a stock, and the last ten. */
    private static final int KEYS_KNOWN = 11;

    /** What DynamoDB adds to each item that it stores, in a table as in an index. */
    private static final int OVERHEAD_BYTES = 100;

    /** Of a call: an assumption. */
    private static final double SECONDS = 0.05;

    private static final int LOOKUPS = 10;
    private static final int PAGES = 2;

    private static final AtomicInteger PRODUCTS = new AtomicInteger();

    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([^\"]+)\"");

    private static TestTables tables;
    private static UnitMeter commands;
    private static UnitMeter projections;
    private static UnitMeter queries;
    private static CommandFunction command;
    private static ProjectorFunction projector;
    private static QueryFunction query;

    private final String user = UUID.randomUUID().toString();
    private final String customer = UUID.randomUUID().toString();

    /** What a call takes of both sides. */
    private record Cost(Units command, Units projector) {

        String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %s | %d | %d |",
                    name,
                    plain(command.reads()),
                    command.writes(),
                    plain(projector.reads()),
                    projector.writes(),
                    projector.indexWrites());
        }
    }

    /** A command that was carried out; it is named by its correlation id. */
    private record Done(String orderId, String correlation, Cost cost) {}

    /**
     * What is paid for.
     *
     * @param perOrder how many of them an order takes
     * @param dollars for a million of them
     */
    private record Price(String unit, double perOrder, BigDecimal dollars) {

        static Price of(String unit, double perOrder, String dollars) {
            return new Price(unit, perOrder, new BigDecimal(dollars));
        }

        double ofAMillionOrders() {
            return perOrder * dollars.doubleValue();
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | $%s | $%.2f |",
                    unit,
                    plain(perOrder),
                    dollars,
                    ofAMillionOrders());
        }
    }

    @BeforeAll
    static void start() {
        tables = new TestTables();
        commands = tables.meter();
        projections = tables.meter();
        queries = tables.meter();
        // No batch is late, however slow this machine is.
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T09:00:00.000Z"));
        command = new CommandFunction(TestClock.in(tables.properties("jwt", commands), clock));
        projector =
                new ProjectorFunction(TestClock.in(tables.properties("none", projections), clock));
        query = new QueryFunction(tables.properties("jwt", queries));
    }

    @AfterAll
    static void stop() {
        query.close();
        projector.close();
        command.close();
        tables.close();
    }

    @Test
    void the_readme_tells_what_each_command_takes() throws IOException {
        nameCustomer();
        String a = counted();
        String b = counted();
        Done shipped = create(product(), product());

        assertThat(readme())
                .contains(
                        shipped.cost.row("create an order of 2 products"),
                        create(a, product()).cost.row("the same, 1 of them counted"),
                        create(a, b).cost.row("the same, both counted"),
                        add(create(product(), product()), product()).cost.row("add a line"),
                        add(create(product(), product()), a).cost.row("add a counted product"),
                        remove(create(product(), product())).cost.row("remove a line"),
                        remove(create(a, product())).cost.row("remove a counted product"),
                        change("ship-order", shipped).cost.row("ship"),
                        change("deliver-order", shipped).cost.row("deliver"),
                        change("cancel-order", create(product(), product())).cost.row("cancel"),
                        change("cancel-order", create(a, b)).cost.row("cancel, both counted"));
    }

    @Test
    void the_readme_tells_what_a_million_orders_cost() throws IOException {
        nameCustomer();
        // More than a page, since one that may be the last takes one row more.
        for (int n = 0; n < 20; n++) {
            create(product(), product());
        }
        Done created = create(counted(), counted());
        List<Done> life =
                List.of(created, change("ship-order", created), change("deliver-order", created));
        Units lookup = asked("/orders/" + created.orderId, created.orderId);
        Units page = asked("/customers/" + customer + "/orders", "\"total\":21");

        Units units =
                life.stream()
                        .map(done -> done.cost.command.plus(done.cost.projector))
                        .reduce(Units.NONE, Units::plus)
                        .plus(times(LOOKUPS, lookup))
                        .plus(times(PAGES, page));
        int requests = life.size() + LOOKUPS + PAGES;
        int invocations = requests + life.size();
        double gb = FunctionSize.MEMORY_MB / 1_024.0;
        List<Price> prices =
                List.of(
                        Price.of("write units", units.writes() + units.indexWrites(), "0.625"),
                        Price.of("read units", units.reads(), "0.125"),
                        Price.of("HTTP API requests", requests, "1.00"),
                        Price.of("Lambda invocations", invocations, "0.20"),
                        Price.of("GB-seconds", invocations * gb * SECONDS, "13.3334"),
                        Price.of("KB stored for a month", stored(created, life) / 1_000, "0.25"));

        double total = prices.stream().mapToDouble(Price::ofAMillionOrders).sum();
        assertThat(readme())
                .contains(prices.stream().map(Price::row).toList())
                .contains(String.format(Locale.ROOT, "| in all | | | $%.2f |", total))
                .contains("functions of %,d MB".formatted(FunctionSize.MEMORY_MB))
                .contains(
                        "A lookup takes %s read units, a page of 20 orders %s"
                                .formatted(plain(lookup.reads()), plain(page.reads())));
    }

    private void nameCustomer() {
        APIGatewayV2HTTPEvent call = Samples.api("name-customer");
        call.setRawPath("/customers/" + customer);
        done(call, 201);
    }

    /** Another product, whose id is as long as those that shops print on labels. */
    private static String product() {
        return "sku-%08d".formatted(PRODUCTS.incrementAndGet());
    }

    /** A product whose stock knows as many keys as it ever does. */
    private String counted() {
        String product = product();
        for (int key = 0; key < KEYS_KNOWN; key++) {
            APIGatewayV2HTTPEvent call = Samples.api("count-stock");
            call.setRawPath("/products/" + product + "/stock");
            call.getHeaders().put("idempotency-key", "key-" + key);
            done(call, key == 0 ? 201 : 200);
        }
        return product;
    }

    private Done create(String first, String second) {
        APIGatewayV2HTTPEvent call = Samples.api("create-order");
        call.setBody(
                call.getBody()
                        .replace("\"c-1\"", "\"" + customer + "\"")
                        .replace("sku-1", first)
                        .replace("sku-2", second));
        return done(call, 201);
    }

    private Done add(Done order, String product) {
        APIGatewayV2HTTPEvent call = Samples.api("add-item", order.orderId);
        call.setBody(call.getBody().replace("sku-3", product));
        return done(call, 200);
    }

    /** Takes the first line out. */
    private Done remove(Done order) {
        return done(Samples.api("remove-item", order.orderId), 200);
    }

    private Done change(String sample, Done order) {
        return done(Samples.api(sample, order.orderId), 200);
    }

    /** Sends a command, and its commits to the projector, in a batch of their own. */
    private Done done(APIGatewayV2HTTPEvent call, int status) {
        String correlation = UUID.randomUUID().toString();
        call.getHeaders().put("x-correlation-id", correlation);
        claim(call, "sub", user);
        forgetRequests();

        APIGatewayV2HTTPResponse answer = command.handleRequest(call, null);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        Units written = taken(commands);
        var batch = Batches.ofInserts(items(tables.tables().events(), correlation));
        assertThat(projector.handleRequest(batch, null).getBatchItemFailures()).isEmpty();
        return new Done(
                orderId(answer.getBody()), correlation, new Cost(written, taken(projections)));
    }

    /** Asks twice: the first time the query function learns which generation serves. */
    private Units asked(String path, String found) {
        APIGatewayV2HTTPEvent call = Samples.api("get-order");
        call.setRawPath(path);
        call.setRawQueryString("");
        claim(call, "customer_id", customer);
        query.handleRequest(call, null);
        forgetRequests();

        assertThat(query.handleRequest(call, null).getBody()).contains(found);
        return taken(queries);
    }

    private static void claim(APIGatewayV2HTTPEvent call, String name, String value) {
        var jwt = call.getRequestContext().getAuthorizer().getJwt();
        Map<String, String> claims = new HashMap<>(jwt.getClaims());
        claims.put(name, value);
        jwt.setClaims(claims);
    }

    private static String orderId(String answer) {
        Matcher id = ORDER_ID.matcher(answer);
        return id.find() ? id.group(1) : "";
    }

    private static void forgetRequests() {
        List.of(commands, projections, queries).forEach(UnitMeter::take);
        tables.takeOperations();
    }

    /** The units of all requests since the last time: none has passed this meter by. */
    private static Units taken(UnitMeter meter) {
        UnitMeter.Taken taken = meter.take();
        assertThat(taken.operations()).containsExactlyInAnyOrderElementsOf(tables.takeOperations());
        return taken.units();
    }

    private static Units times(int times, Units units) {
        return IntStream.range(0, times).mapToObj(n -> units).reduce(Units.NONE, Units::plus);
    }

    /** The bytes that are kept of an order: commits, history, words, view and places in lists. */
    private static double stored(Done order, List<Done> life) {
        TableDefinition events = tables.tables().events();
        TableDefinition views = tables.tables().readModel(1);
        Map<String, AttributeValue> view =
                tables.client()
                        .getItem(get ->
                                get.tableName(views.name())
                                        .key(
                                                Map.of(
                                                        "pk",
                                                        AttributeValue.fromS(
                                                                "ORDER#" + order.orderId),
                                                        "sk",
                                                        AttributeValue.fromS("VIEW"))))
                        .item();
        assertThat(view).isNotEmpty();
        return Stream.of(
                        life.stream().flatMap(done -> items(events, done.correlation).stream()),
                        life.stream().flatMap(done -> items(views, done.correlation).stream()),
                        words(views, order).stream(),
                        Stream.of(view),
                        views.indexes().stream().map(index -> Units.copied(views, index, view)))
                .flatMap(items -> items)
                .mapToInt(item -> ItemSize.of(item) + OVERHEAD_BYTES)
                .sum();
    }

    private static List<Map<String, AttributeValue>> words(TableDefinition views, Done order) {
        return tables.client().scanPaginator(scan -> scan.tableName(views.name())).items().stream()
                .filter(item -> item.get("pk").s().startsWith("TOKEN#"))
                .filter(item -> item.get("sk").s().endsWith("#" + order.orderId))
                .toList();
    }

    /** What one command left in a table: commits, or what histories tell of them. */
    private static List<Map<String, AttributeValue>> items(
            TableDefinition table, String correlation) {
        return tables
                .client()
                .scanPaginator(scan -> scan.tableName(table.name()).consistentRead(true))
                .items()
                .stream()
                .filter(item ->
                        AttributeValue.fromS(correlation).equals(item.get("correlation_id")))
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(README);
    }

    /** Without a fraction of zero. */
    private static String plain(double number) {
        return BigDecimal.valueOf(number)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
