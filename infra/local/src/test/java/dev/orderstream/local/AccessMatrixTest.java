package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import dev.orderstream.http.Scope;
import dev.orderstream.local.AccessMatrix.Caller;
import dev.orderstream.local.AccessMatrix.Line;
import dev.orderstream.local.auth.KeySet;
import dev.orderstream.local.auth.SystemTokens;
import dev.orderstream.local.auth.Tokens;
import dev.orderstream.local.auth.Tokens.Grant;
import dev.orderstream.testing.LogLines;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every caller of {@link AccessMatrix} calls every route of the table, over HTTP. */
class AccessMatrixTest {

    private static final Tokens NOW = SystemTokens.now(KeySet.generate());
    private static final Tokens YESTERDAY = SystemTokens.before(NOW.keys(), Duration.ofDays(1));
    private static final Duration VALID_FOR = Duration.ofHours(1);

    /** A signature takes as long as all else that a call does. */
    private static final Map<Grant, String> SIGNED = new ConcurrentHashMap<>();

    private static final Map<Integer, String> CODES =
            Map.of(
                    401, "unauthenticated",
                    403, "forbidden",
                    412, "precondition-failed");

    private static LocalSystem system;
    private static LogLines log;
    private static ApiClient client;
    private static Things shown;

    @BeforeAll
    static void start() throws Exception {
        system = LocalSystem.start(RunSettings.PLAIN.withTokenKeys(NOW.keys()));
        log = new LogLines();
        client = new ApiClient(system.uri());
        shown = Things.fresh();
        // Its product is a word of the order, and counted only afterwards.
        String order = SampleCall.ORDER.replace("\"p\"", "\"" + shown.product() + "\"");
        HttpResponse<String> created =
                send("POST", "/orders", admin(), order.formatted(shown.owner()), null);
        shown = shown.withOrder(created.body());
        for (String thing : List.of("/customers/{customer_id}", "/products/{product_id}/stock")) {
            String body = SampleCall.of("PUT " + thing).body();
            assertThat(send("PUT", shown.in(thing), admin(), body, null).statusCode())
                    .isEqualTo(201);
            awaited(shown.in(thing));
        }
        awaited(shown.in("/orders/{order_id}"));
        shown = shown.withOperation(operations().aborted());
    }

    private static OperationCalls operations() {
        return new OperationCalls((method, path) -> send(method, path, admin(), null, null));
    }

    @AfterAll
    static void stop() {
        log.close();
        system.close();
        client.close();
        // Of all that was asked, with every sort of token.
        QuietLog.check(log.all());
    }

    @Test
    void every_route_has_its_line_and_no_other_has() {
        assertThat(AccessMatrix.lines().stream().map(Line::route).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Routes.TABLE.routes().stream().map(Route::key).toList());
    }

    static Stream<Arguments> cells() {
        return AccessMatrix.lines().stream()
                .flatMap(line ->
                        Arrays.stream(Caller.values())
                                .map(caller -> Arguments.of(line.call(), caller, line)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("cells")
    void everybody_gets_the_answer_of_the_table(String call, Caller caller, Line line) {
        int expected = line.expected().get(caller);
        for (String prefix : List.of("", Routes.PREFIX)) {
            Things things = thingsFor(line, expected);

            HttpResponse<String> answer = send(line, things, prefix, line.method(), caller);

            assertThat(answer.statusCode())
                    .as("%s%s: %s", prefix, call, answer.body())
                    .isEqualTo(expected == 0 ? 200 : expected);
            assertAnswer(answer, line, things, expected);
            if (line.method().equals("GET")) {
                HttpResponse<String> head = send(line, things, prefix, "HEAD", caller);
                assertThat(head.statusCode()).isEqualTo(answer.statusCode());
                assertThat(head.body()).isEmpty();
            } else if (expected >= 400) {
                assertUntouched(line, things);
            }
        }
    }

    private static Things ordered(Things things) {
        String order = SampleCall.ORDER.formatted(things.owner());
        return things.withOrder(send("POST", "/orders", admin(), order, null).body());
    }

    /** Of a query what was projected before, of a command what no other has touched. */
    private static Things thingsFor(Line line, int expected) {
        if (line.method().equals("GET")) {
            return shown;
        }
        Things things = Things.fresh();
        if (line.template().contains("{order_id}")) {
            return ordered(things);
        }
        if (line.template().startsWith("/projections/")) {
            operations().ended(line.template());
        }
        if (line.template().startsWith("/operations/")) {
            return things.withOperation(
                    expected >= 400
                            ? operations().started(OperationCalls.VERIFICATIONS)
                            : operations().aborted());
        }
        if (line.template().endsWith("/adjustments")) {
            String stock = things.in("/products/{product_id}/stock");
            send("PUT", stock, admin(), "{\"available\": 3}", null);
        }
        return things;
    }

    private static void assertAnswer(
            HttpResponse<String> answer, Line line, Things things, int expected) {
        if (expected == 0) {
            assertThat(answer.body()).contains("\"items\":[]", "\"total\":0");
        } else if (expected >= 400) {
            String notFound =
                    line.template().startsWith("/orders") ? "order-not-found" : "not-found";
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(answer.body())
                    .contains("\"code\":\"%s\"".formatted(CODES.getOrDefault(expected, notFound)));
            assertThat(answer.body().replaceFirst("\"instance\":\"[^\"]*\"", ""))
                    .doesNotContain(things.owner(), things.product(), "Ada", "Berlin", "pending");
            assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                    .isEqualTo(expected == 401 || isOfTheGateway(answer));
        } else if (line.template().startsWith("/orders/search")
                || line.template().endsWith("/orders")) {
            assertThat(answer.body()).contains(expected == 201 ? "pending" : things.order());
        }
    }

    /** A function refuses without a challenge. */
    private static boolean isOfTheGateway(HttpResponse<String> answer) {
        return answer.statusCode() == 403 && answer.body().contains("A token with the scope");
    }

    /** What is refused writes nothing: an administrator finds the thing as it was. */
    private static void assertUntouched(Line line, Things things) {
        String template = line.template();
        if (template.startsWith("/orders/")) {
            HttpResponse<String> cancelled =
                    send("DELETE", things.in("/orders/{order_id}"), admin(), null, "\"1\"");
            assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
        } else if (template.equals("/orders")) {
            Things later = ordered(things);
            awaited(later.in("/orders/{order_id}"));
            String list = later.in("/customers/{customer_id}/orders");
            assertThat(send("GET", list, admin(), null, null).body()).contains("\"total\":1,");
        } else if (template.endsWith("/adjustments")) {
            String stock = things.in("/products/{product_id}/stock");
            assertThat(send("PUT", stock, admin(), "{\"available\": 1}", "\"1\"").statusCode())
                    .isEqualTo(200);
        } else if (template.startsWith("/projections/")) {
            assertThat(send("POST", template, admin(), null, null).statusCode()).isEqualTo(202);
        } else if (template.startsWith("/operations/")) {
            String operation = things.in("/operations/{operation_id}");
            assertThat(send("GET", operation, admin(), null, null).body())
                    .doesNotContain("aborted");
        } else if (template.startsWith("/parked")) {
            assertThat(send("GET", "/parked", admin(), null, null).body())
                    .isEqualTo("{\"items\":[]}");
        } else {
            String body = SampleCall.of(line.call()).body();
            assertThat(send("PUT", things.in(template), admin(), body, null).statusCode())
                    .isEqualTo(201);
        }
    }

    static Stream<String> oddTexts() {
        return Stream.of(
                "[own-1 other-1]", " ", "\u0000\r\n", "\uD83D\uDE00", "*", "x".repeat(900));
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void a_token_of_an_odd_customer_is_never_our_fault_and_owns_nothing(String odd) {
        List<String> scopes = List.of(Scope.READ.word(), Scope.WRITE.word());
        String token = signed("u-odd", odd, scopes);
        for (Line line : AccessMatrix.lines()) {
            SampleCall sent = SampleCall.of(line.call());
            HttpResponse<String> answer =
                    send(
                            line.method(),
                            shown.in(line.template() + sent.query()),
                            Optional.of(token),
                            sent.body() == null ? null : shown.in(sent.body()),
                            null);

            int owners = line.expected().get(Caller.OWNER);
            boolean same = line.expected().get(Caller.OTHER) == owners;
            assertThat(answer.statusCode())
                    .as("%s: %s", line.call(), answer.body())
                    .satisfies(status ->
                            assertThat(status).isBetween(same ? owners : 400, same ? owners : 499));
        }
    }

    private static HttpResponse<String> send(
            Line line, Things things, String prefix, String method, Caller caller) {
        SampleCall sent = SampleCall.of(line.call());
        return send(
                method,
                prefix + things.in(line.template() + sent.query()),
                token(caller, things, scope(line)),
                sent.body() == null ? null : things.in(sent.body()),
                sent.ifMatch());
    }

    private static Scope scope(Line line) {
        return Routes.TABLE.routes().stream()
                .filter(route -> route.key().equals(line.route()))
                .findAny()
                .orElseThrow()
                .scope();
    }

    private static Optional<String> token(Caller caller, Things things, Scope scope) {
        List<String> both = List.of(Scope.READ.word(), Scope.WRITE.word());
        return switch (caller) {
            case NOBODY -> Optional.empty();
            case EXPIRED ->
                    Optional.of(YESTERDAY.sign(new Grant("u-1", things.owner(), both, VALID_FOR)));
            case WRONG_SCOPE -> Optional.of(signed("u-1", things.owner(), notEnough(scope)));
            case OTHER -> Optional.of(signed("u-2", things.other(), both));
            case CUSTOMERLESS -> Optional.of(signed("u-3", null, both));
            case OWNER -> Optional.of(signed("u-1", things.owner(), both));
            case ADMIN -> admin();
        };
    }

    private static List<String> notEnough(Scope scope) {
        return switch (scope) {
            case NONE, WRITE -> List.of(Scope.READ.word());
            case READ -> List.of(Scope.WRITE.word());
            case ADMIN -> List.of(Scope.READ.word(), Scope.WRITE.word());
        };
    }

    private static Optional<String> admin() {
        return Optional.of(signed("boss", null, List.of(Scope.ADMIN.word())));
    }

    private static String signed(String subject, @Nullable String customer, List<String> scopes) {
        return SIGNED.computeIfAbsent(new Grant(subject, customer, scopes, VALID_FOR), NOW::sign);
    }

    private static void awaited(String path) {
        String wait = path + "?expected_version=1&timeout=20";
        HttpResponse<String> found = send("GET", wait, admin(), null, null);
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    }

    private static HttpResponse<String> send(
            String method,
            String path,
            Optional<String> token,
            @Nullable String body,
            @Nullable String ifMatch) {
        return client.send(
                method,
                path,
                body,
                Map.of(
                        "Authorization",
                        token.map(text -> "Bearer " + text).orElse(""),
                        "If-Match",
                        Objects.requireNonNullElse(ifMatch, "")));
    }
}
