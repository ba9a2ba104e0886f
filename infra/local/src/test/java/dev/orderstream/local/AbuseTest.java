package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.Tables;
import dev.orderstream.http.Scope;
import dev.orderstream.local.auth.KeySet;
import dev.orderstream.local.auth.SystemTokens;
import dev.orderstream.local.auth.Tokens;
import dev.orderstream.local.auth.Tokens.Grant;
import dev.orderstream.testing.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/**
 * The catalogue over HTTP, with and without authentication. Each request is refused as it says and
 * writes nothing; then the log is read that all of them have left.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AbuseTest {

    private static final Tokens TOKENS = SystemTokens.now(KeySet.generate());
    private static final String ADMIN =
            TOKENS.sign(new Grant("boss", null, List.of(Scope.ADMIN.word()), Duration.ofHours(1)));
    private static final Set<String> SECRETS =
            Set.of(AbuseCatalogue.NAME, "Quillfeather", AbuseCatalogue.STREET, "Zanzibar", ADMIN);
    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([^\"]+)\"");
    private static final Pattern REQUEST_ID = Pattern.compile("\"request_id\":\"([^\"]+)\"");

    private static LogLines log;
    private static LocalSystem open;
    private static LocalSystem closed;
    private static String openOrder;
    private static String closedOrder;
    private static int requests;

    @BeforeAll
    static void start() throws IOException {
        open = LocalSystem.start(RunSettings.PLAIN);
        closed = LocalSystem.start(RunSettings.PLAIN.withTokenKeys(TOKENS.keys()));
        log = new LogLines();
        openOrder = create(open, null);
        closedOrder = create(closed, ADMIN);
    }

    @AfterAll
    static void stop() {
        closed.close();
        open.close();
        log.close();
    }

    static Stream<Abuse> abuses() {
        return AbuseCatalogue.all().stream();
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("abuses")
    void a_wrong_request_is_refused_as_the_contract_says(Abuse abuse) throws IOException {
        assertRefused(abuse, send(open, abuse, openOrder, null));
        RawHttp.Answer known = send(closed, abuse, closedOrder, ADMIN);
        assertRefused(abuse, known);

        RawHttp.Answer unknown = send(closed, abuse, closedOrder, null);
        boolean isOfRoute = !known.header("x-correlation-id").isEmpty();
        boolean isOfNoRoute = unknown.status() == 404 || unknown.status() == 405;
        assertThat(unknown.status()).isEqualTo(isOfRoute && !isOfNoRoute ? 401 : abuse.status());
    }

    @Order(2)
    @Test
    void none_has_written_anything() {
        assertThat(commits(open)).containsExactly("Order-" + openOrder);
        assertThat(commits(closed)).containsExactly("Order-" + closedOrder);
    }

    @Order(3)
    @Test
    void each_has_left_one_line_and_none_has_left_a_name_an_address_or_a_token() {
        List<String> lines = log.ofRequests();

        assertThat(lines).hasSize(requests);
        assertThat(lines.stream().map(AbuseTest::requestId)).doesNotHaveDuplicates();
        QuietLog.check(log.all());
        assertThat(log.all()).noneMatch(line -> SECRETS.stream().anyMatch(line::contains));
    }

    private static void assertRefused(Abuse abuse, RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(abuse.status());
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .contains(
                        "\"code\":\"" + abuse.code() + "\"",
                        "\"type\":\"https://orderstream.dev/problems/" + abuse.code() + "\"",
                        "\"status\":" + abuse.status())
                .doesNotContain("Exception", "at dev.", "java.", "orderstream-")
                .doesNotContain(SECRETS);
        if (abuse.place() != null) {
            assertThat(answer.body())
                    .containsAnyOf(
                            "\"pointer\":\"" + abuse.place() + "\"",
                            "\"parameter\":\"" + abuse.place() + "\"");
        }
    }

    private static RawHttp.Answer send(LocalSystem system, Abuse abuse, String order, String token)
            throws IOException {
        requests++;
        return RawHttp.send(system.uri().getPort(), abuse.request(order, token));
    }

    private static String create(LocalSystem system, String token) throws IOException {
        Abuse create = Abuse.of("POST", "/orders", 201, "").json(AbuseCatalogue.ORDER);
        RawHttp.Answer created = send(system, create, "", token);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return found(ORDER_ID, created.body());
    }

    private static String requestId(String line) {
        return found(REQUEST_ID, line);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    /** By stream, without the heartbeats that the system writes by itself. */
    private static List<String> commits(LocalSystem system) {
        try (DynamoDbClient client = LocalDatabase.of(system)) {
            return client
                    .scan(scan -> scan.tableName(Tables.STANDARD.events().name()))
                    .items()
                    .stream()
                    .map(item -> item.get("stream_id").s())
                    .filter(stream -> !stream.startsWith("Heartbeat-"))
                    .toList();
        }
    }
}
