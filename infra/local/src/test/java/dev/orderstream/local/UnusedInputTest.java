package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.http.Route;
import dev.orderstream.http.Route.Target;
import dev.orderstream.http.Routes;
import dev.orderstream.orders.OrderId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every route with every kind of input that it does not read: a caller may rely on it, so each is
 * refused, and nothing is written. Routes come from the route table, so that a new one is tried as
 * well. The exceptions are written down here once more, and not taken from the code.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnusedInputTest {

    private static final String ORDER =
            """
            {"customer_id":"c-1","items":[{"product_id":"p","quantity":1,"unit_price":1}],
             "shipping_address":{"line1":"1 Main Street","city":"Berlin","country":"DE"}}\
            """;

    /** A command that creates or replaces its resource. */
    private static final Set<String> CREATING =
            Set.of("PUT /customers/{customer_id}", "PUT /products/{product_id}/stock");

    /** A command before which there is no version. */
    private static final Set<String> OPENING = Set.of("POST /orders");

    /** A POST that takes no body. */
    private static final Set<String> WITHOUT_BODY =
            Set.of(
                    "POST /operations/{operation_id}/abort",
                    "POST /parked/replay",
                    "POST /parked/{stream_id}/replay");

    /** A read whose answer has no entity tag. */
    private static final Set<String> UNTAGGED = Set.of("GET /health");

    private static final List<String> REFUSED_EVERYWHERE =
            List.of(
                    "X-HTTP-Method-Override: DELETE",
                    "X-HTTP-Method: PUT",
                    "X-Method-Override: GET",
                    "Content-Range: bytes 0-1/2",
                    "If-Unmodified-Since: Tue, 01 Dec 2026 00:00:00 GMT",
                    "Expect: payment",
                    "Idempotency-Key: a b",
                    "Idempotency-Key:",
                    "Idempotency-Key: k-1\r\nIdempotency-Key: k-2",
                    "X-Correlation-Id: a b",
                    "X-Correlation-Id:",
                    "X-Correlation-Id: c-1\r\nX-Correlation-Id: c-2");

    private static final List<String> SAFE_TO_IGNORE =
            List.of(
                    "Prefer: respond-async",
                    "Max-Forwards: 1",
                    "Accept-Charset: utf-16",
                    "Accept-Language: de",
                    "Content-Language: de",
                    "Range: bytes=0-1",
                    "From: a@example.com",
                    "Forwarded: for=192.0.2.1");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static LocalSystem system;
    private static String orderId;

    @BeforeAll
    static void start() throws IOException {
        system = LocalSystem.start(RunSettings.PLAIN);
        RawHttp.Answer created = send(Abuse.of("POST", "/orders", 201, "").json(ORDER));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        orderId = JSON.readTree(created.body()).get("order_id").asString();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    static Stream<Abuse> headers() {
        return routes().flatMap(route -> {
            List<String> lines = new ArrayList<>(REFUSED_EVERYWHERE);
            lines.addAll(conditions(route));
            return lines.stream().map(line -> request(route, 400, "invalid-parameter").with(line));
        });
    }

    /** The conditions that a route refuses. */
    private static List<String> conditions(Route route) {
        boolean read = route.method().equals("GET");
        boolean tagged =
                read && route.target() != Target.OPERATIONS && !UNTAGGED.contains(route.key());
        boolean command = route.target() == Target.COMMAND;
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("If-Match: 1", "If-Match:", "If-None-Match: 1", "If-None-Match:"));
        if (!tagged) {
            lines.addAll(
                    List.of(
                            "If-Match: W/\"1\"",
                            "If-Match: *",
                            "If-Match: \"1\", \"2\"",
                            "If-Match: \"1\"\r\nIf-Match: \"2\"",
                            "If-None-Match: \"1\"",
                            "If-None-Match: *, *"));
            if (!CREATING.contains(route.key())) {
                lines.add("If-None-Match: *");
            }
        }
        if (!read) {
            lines.add("If-Modified-Since: Tue, 01 Dec 2026 00:00:00 GMT");
            lines.add("If-Range: \"1\"");
        }
        if (!tagged && (!command || OPENING.contains(route.key()))) {
            lines.add("If-Match: \"1\"");
        }
        if (!read && !command) {
            lines.add("Idempotency-Key: k-1");
        }
        return lines;
    }

    static Stream<Abuse> bodies() {
        return routes().filter(route ->
                        route.method().equals("GET")
                                || route.method().equals("DELETE")
                                || WITHOUT_BODY.contains(route.key()))
                .flatMap(route ->
                        Stream.of("{}", "null", "x", " ")
                                .flatMap(body ->
                                        Stream.of("application/json", "text/plain", "")
                                                .map(type -> withBody(route, type, body))));
    }

    private static Abuse withBody(Route route, String type, String body) {
        Abuse request = request(route, 400, "malformed-request");
        return new Abuse(
                request.name() + " with the body " + body + " of type " + type,
                request.method(),
                request.target(),
                Abuse.OWN_HOST,
                type.isEmpty() ? List.of() : List.of("Content-Type: " + type),
                body,
                request.status(),
                request.code(),
                null);
    }

    static Stream<Abuse> parameters() throws IOException {
        JsonNode document = JSON.readTree(send(Abuse.of("GET", "/openapi", 200, "")).body());
        return routes().flatMap(route -> {
            List<String> queries =
                    new ArrayList<>(List.of("unknown=1", "unknown", "=", "_method=PUT"));
            document.get("paths")
                    .get(route.template())
                    .get(route.method().toLowerCase(Locale.ROOT))
                    .get("parameters")
                    .valueStream()
                    .map(each -> document.at(each.get("$ref").asString().substring(1)))
                    .filter(parameter -> parameter.get("in").asString().equals("query"))
                    .forEach(parameter -> {
                        String name = parameter.get("name").asString();
                        String value = parameter.get("example").toString().replaceAll("[\" ]", "+");
                        queries.add("%1$s=%2$s&%1$s=%2$s".formatted(name, value));
                    });
            return queries.stream()
                    .map(query -> {
                        Abuse request = request(route, 400, "invalid-parameter");
                        return new Abuse(
                                request.name() + "?" + query,
                                request.method(),
                                request.target() + "?" + query,
                                Abuse.OWN_HOST,
                                List.of(),
                                "",
                                400,
                                "invalid-parameter",
                                null);
                    });
        });
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void a_header_that_a_caller_relies_on_is_never_ignored(Abuse abuse) throws IOException {
        assertRefused(abuse);
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_body_that_is_not_read_is_never_ignored(Abuse abuse) throws IOException {
        assertRefused(abuse);
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("parameters")
    void a_parameter_that_is_unknown_or_repeated_is_never_ignored(Abuse abuse) throws IOException {
        assertRefused(abuse);
    }

    @Order(2)
    @Test
    void none_has_written_anything() {
        try (DynamoDbClient client = LocalDatabase.of(system)) {
            assertThat(
                            client
                                    .scan(scan -> scan.tableName("orderstream-events"))
                                    .items()
                                    .stream()
                                    .map(item -> item.get("stream_id").s())
                                    .filter(stream -> !stream.startsWith("Heartbeat-")))
                    .containsExactly(new OrderId(orderId).stream().toString());
        }
    }

    @Order(3)
    @ParameterizedTest
    @MethodSource("reads")
    void what_is_safe_to_ignore_is_ignored(Route route) throws IOException {
        Abuse plain = request(route, 200, "");
        int status = send(plain).status();
        for (String line : SAFE_TO_IGNORE) {
            assertThat(send(plain.with(line)).status()).as(line).isEqualTo(status);
        }
        assertThat(send(plain.with("If-Modified-Since: Tue, 01 Dec 2026 00:00:00 GMT")).status())
                .isEqualTo(status);
    }

    static Stream<Route> reads() {
        return routes().filter(route -> route.method().equals("GET"));
    }

    @Order(3)
    @Test
    void a_read_honours_both_conditions() throws IOException {
        Abuse read = Abuse.of("GET", "/products/p-1/stock", 200, "");
        send(Abuse.of("PUT", "/products/p-1/stock", 201, "").json("{\"available\":5}"));
        Abuse waiting =
                Abuse.of("GET", "/products/p-1/stock?expected_version=1&timeout=20", 200, "");
        String tag = send(waiting).header("etag");
        assertThat(tag).startsWith("\"1-");

        assertThat(send(read.with("If-Match: " + tag)).status()).isEqualTo(200);
        assertThat(send(read.with("If-Match: *")).status()).isEqualTo(200);
        assertThat(send(read.with("If-Match: W/" + tag)).status()).isEqualTo(412);
        RawHttp.Answer stale = send(read.with("If-Match: \"1\""));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.body()).contains("\"code\":\"precondition-failed\"");
        assertThat(send(read.with("If-None-Match: " + tag)).status()).isEqualTo(304);
        assertThat(send(read.with("If-None-Match: \"x\", W/" + tag)).status()).isEqualTo(304);
        assertThat(send(read.with("If-None-Match: \"x\"")).status()).isEqualTo(200);
    }

    @Order(3)
    @Test
    void an_empty_query_is_no_parameter() throws IOException {
        for (String path : List.of("/health?", "/orders/" + orderId + "?", "/parked?", "/docs?&")) {
            assertThat(send(Abuse.of("GET", path, 200, "")).status()).as(path).isEqualTo(200);
        }
    }

    private static void assertRefused(Abuse abuse) throws IOException {
        RawHttp.Answer answer = send(abuse);
        assertThat(answer.status()).as(answer.text()).isEqualTo(abuse.status());
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + abuse.code() + "\"");
        if (abuse.method().equals("GET")) {
            RawHttp.Answer head =
                    send(
                            new Abuse(
                                    abuse.name(),
                                    "HEAD",
                                    abuse.target(),
                                    abuse.host(),
                                    abuse.headers(),
                                    abuse.body(),
                                    abuse.status(),
                                    abuse.code(),
                                    null));
            assertThat(head.status()).as(head.text()).isEqualTo(abuse.status());
        }
    }

    private static Stream<Route> routes() {
        return Routes.TABLE.routes().stream();
    }

    /** A request that is right but for what a test adds to it. */
    private static Abuse request(Route route, int status, String code) {
        String target =
                route.template()
                        .replace("{order_id}", Abuse.ORDER_ID)
                        .replace("{line}", "1")
                        .replace("{customer_id}", "c-1")
                        .replace("{product_id}", "p")
                        .replace("{operation_id}", UUID.randomUUID().toString())
                        .replace("{stream_id}", "Order-" + UUID.randomUUID());
        Abuse request = Abuse.of(route.method(), target, status, code);
        String body =
                switch (route.key()) {
                    case "POST /orders" -> ORDER;
                    case "POST /orders/{order_id}/items" ->
                            "{\"product_id\":\"p\",\"quantity\":1,\"unit_price\":1}";
                    case "PUT /orders/{order_id}/status" -> "{\"status\":\"shipped\"}";
                    case "PUT /customers/{customer_id}" -> "{\"name\":\"Ada\"}";
                    case "PUT /products/{product_id}/stock" -> "{\"available\":1}";
                    case "POST /products/{product_id}/stock/adjustments" -> "{\"delta\":1}";
                    default -> "";
                };
        return body.isEmpty() ? request : request.json(body);
    }

    private static RawHttp.Answer send(Abuse abuse) throws IOException {
        return RawHttp.send(system.uri().getPort(), abuse.request(String.valueOf(orderId), null));
    }
}
