package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.command.CommandFunction;
import dev.orderstream.http.ClaimSettings;
import dev.orderstream.operations.OperationsApiFunction;
import dev.orderstream.operations.OperationsFunction;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.reference.ReferenceFunction;
import dev.orderstream.testing.TestTables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same functions at the root, at a named stage and at base paths of a custom domain. */
class BasePathTest {

    private static final String CUSTOMER = "orders";
    private static final String ORDER =
            """
            {"customer_id":"orders","items":[{"product_id":"p","quantity":1,"unit_price":1}],
             "shipping_address":{"line1":"1 Main Street","city":"Berlin","country":"DE"}}\
            """;
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<AutoCloseable> PARTS = new ArrayList<>();

    /** By the prefix that callers use. */
    private static final Map<String, HttpGateway> GATEWAYS = new LinkedHashMap<>();

    private static OperationsFunction operations;

    @BeforeAll
    static void start() throws IOException {
        TestTables tables = part(new TestTables());
        Map<String, Object> properties = tables.properties("none");
        SharedRoutes routes =
                new SharedRoutes(
                        ClaimSettings.STANDARD,
                        part(new CommandFunction(properties)),
                        part(new QueryFunction(properties)),
                        part(new OperationsApiFunction(properties)),
                        part(new ReferenceFunction(properties)));
        operations = part(new OperationsFunction(properties));
        for (ApiMapping mapping :
                List.of(
                        ApiMapping.ROOT,
                        ApiMapping.namedStage("test"),
                        ApiMapping.basePath("/shop"),
                        ApiMapping.basePath("/orders"),
                        ApiMapping.basePath("/shop/v2"),
                        ApiMapping.basePath("/a b"))) {
            GATEWAYS.put(
                    mapping.prefix(),
                    part(
                            HttpGateway.start(
                                    0,
                                    routes,
                                    Gatekeeper.open(),
                                    Set.of(),
                                    HttpGateway.Limits.AS_ON_AWS,
                                    mapping)));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : PARTS.reversed()) {
            part.close();
        }
    }

    private static <T extends AutoCloseable> T part(T part) {
        PARTS.add(part);
        return part;
    }

    /** Each mapping, with and without the service's own prefix. */
    static Stream<String> prefixes() {
        return GATEWAYS.keySet().stream()
                .map(mapping -> mapping.replace(" ", "%20"))
                .flatMap(mapping -> Stream.of(mapping, mapping + "/api/v1"));
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void every_link_keeps_the_path_that_the_caller_used(String prefix) throws Exception {
        // given two orders
        String order = send(prefix, "POST", "/orders", ORDER).location(prefix + "/orders/");
        send(prefix, "POST", "/orders", ORDER).location(prefix + "/orders/");
        operations.handleRequest(OperationsFunction.REPLAY, null);
        // then each link leads on
        assertThat(get(prefix, order).statusCode()).isEqualTo(200);
        HttpResponse<String> list =
                get(
                        prefix,
                        prefix + "/customers/" + CUSTOMER + "/orders?page_size=1&sort_order=asc");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.headers().firstValue("link").orElseThrow().split(", "))
                .allSatisfy(link ->
                        assertThat(link).startsWith("<" + prefix + "/customers/orders/orders?"));
        String next = first(NEXT, list.headers().firstValue("link").orElseThrow());
        assertThat(get(prefix, next).statusCode()).isEqualTo(200);
        String operation =
                send(prefix, "POST", "/projections/verifications", "")
                        .location(prefix + "/operations/");
        assertThat(get(prefix, operation).statusCode()).isEqualTo(200);
        assertThat(send(prefix, "POST", "/operations/" + id(operation) + "/abort", "").status())
                .isIn(200, 409);
    }

    /** It is bound to the list, whichever way leads there. */
    @ParameterizedTest
    @MethodSource("prefixes")
    void a_cursor_of_one_prefix_leads_on_at_every_other(String prefix) throws Exception {
        String list = "/orders/search?customer_id=" + CUSTOMER + "&page_size=1";
        send("", "POST", "/orders", ORDER);
        send("", "POST", "/orders", ORDER);
        operations.handleRequest(OperationsFunction.REPLAY, null);
        String cursor =
                first(Pattern.compile("\"next_cursor\":\"([^\"]+)\""), get("", list).body());

        HttpResponse<String> next = get(prefix, prefix + list + "&cursor=" + cursor);

        assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void a_problem_names_the_path_that_the_caller_used(String prefix) throws Exception {
        HttpResponse<String> unknown = get(prefix, prefix + "/orders/x");
        HttpResponse<String> nothing = get(prefix, prefix + "/nothing");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("\"instance\":\"" + prefix + "/orders/x\"");
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.body()).contains("\"instance\":\"" + prefix + "/nothing\"");
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void the_reference_page_finds_what_it_refers_to(String prefix) throws Exception {
        String page = get(prefix, prefix + "/docs").body();
        URI base = URI.create("http://localhost" + prefix + "/docs");

        List<String> references =
                REFERENCE.matcher(page).results().map((MatchResult each) -> each.group(1)).toList();

        assertThat(references).isNotEmpty();
        for (String reference : references) {
            URI target = base.resolve(reference);
            if ("localhost".equals(target.getHost())) {
                assertThat(get(prefix, target.getRawPath()).statusCode())
                        .as("%s in %s", reference, base)
                        .isEqualTo(200);
            }
        }
    }

    private record Sent(int status, HttpResponse<String> answer) {

        /** Where what was made is, below this path. */
        String location(String below) {
            assertThat(status).as(answer.body()).isBetween(200, 299);
            String location = answer.headers().firstValue("location").orElseThrow();
            assertThat(location).startsWith(below);
            return location;
        }
    }

    private static Sent send(String prefix, String method, String path, String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(prefix, prefix + path))
                        .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        return new Sent(answer.statusCode(), answer);
    }

    private static HttpResponse<String> get(String prefix, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(prefix, path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(String prefix, String path) {
        String mapping = prefix.replaceFirst("/api/v1$", "").replace("%20", " ");
        return GATEWAYS.get(mapping).uri().resolve(path);
    }

    private static String first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String id(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
