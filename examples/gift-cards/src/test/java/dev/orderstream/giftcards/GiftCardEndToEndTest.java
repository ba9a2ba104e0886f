package dev.orderstream.giftcards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.local.LocalSystem;
import dev.orderstream.local.RunSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Gift cards in the functions as they are deployed, with nothing but the module added to them. */
class GiftCardEndToEndTest {

    private static LocalSystem system;
    private static HttpClient client;

    private final String card = "/gift-cards/" + UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        system = LocalSystem.start(RunSettings.PLAIN);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        system.close();
    }

    @Test
    void a_gift_card_goes_from_put_to_get() throws Exception {
        assertAnswer(put(50), 201, "\"balance\":50,");
        assertAnswer(redeem(20, "k-1"), 200, "\"balance\":30,");

        HttpResponse<String> read = get("?expected_version=2");

        assertAnswer(read, 200, "\"issued\":50,\"balance\":30,\"version\":2}");
        assertThat(read.body()).doesNotContain("_warning");
    }

    @Test
    void a_command_that_is_repeated_by_its_key_is_carried_out_once() throws Exception {
        put(50);
        HttpResponse<String> first = redeem(20, "k-1");
        redeem(1, "k-2");

        HttpResponse<String> repeat = redeem(20, "k-1");

        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertAnswer(redeem(21, "k-1"), 422, "\"code\":\"idempotency-key-reused\"");
        assertAnswer(get("?expected_version=3"), 200, "\"balance\":29,\"version\":3}");
    }

    @Test
    void a_balance_never_falls_below_0() throws Exception {
        put(50);

        HttpResponse<String> tooMuch = redeem(51, "k-1");

        assertAnswer(tooMuch, 409, "\"code\":\"invalid-transition\"");
        assertThat(tooMuch.body()).contains("\"balance\":50");
        assertAnswer(get("?expected_version=1"), 200, "\"balance\":50,\"version\":1}");
    }

    @Test
    void it_is_issued_with_one_number_of_points() throws Exception {
        put(50);

        assertAnswer(put(50), 200, "\"version\":1}");
        assertAnswer(put(60), 409, "\"code\":\"invalid-transition\"");
    }

    @Test
    void what_was_never_issued_is_not_found() throws Exception {
        assertAnswer(get(""), 404, "\"code\":\"not-found\"");
        assertAnswer(redeem(1, "k-1"), 404, "\"code\":\"not-found\"");
    }

    @Test
    void what_can_not_be_points_is_refused() throws Exception {
        assertAnswer(put(0), 422, "\"pointer\":\"/points\",\"code\":\"out-of-range\"");
        assertAnswer(get(""), 404, "\"code\":\"not-found\"");
    }

    @Test
    void the_api_s_description_lists_its_routes() throws Exception {
        assertAnswer(
                send(HttpRequest.newBuilder(system.uri().resolve("/openapi"))),
                200,
                "\"operationId\":\"postGiftCardsGiftCardIdRedemptions\"");
    }

    @Test
    void operators_see_its_projection() throws Exception {
        assertAnswer(
                send(HttpRequest.newBuilder(system.uri().resolve("/projections"))),
                200,
                "\"name\":\"GiftCard\"");
    }

    private HttpResponse<String> put(int points) throws Exception {
        return send(request("").PUT(points(points)));
    }

    private HttpResponse<String> redeem(int points, String key) throws Exception {
        return send(request("/redemptions").header("Idempotency-Key", key).POST(points(points)));
    }

    private HttpResponse<String> get(String query) throws Exception {
        return send(request(query));
    }

    private HttpRequest.Builder request(String rest) {
        return HttpRequest.newBuilder(system.uri().resolve(card + rest))
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher points(int points) {
        return BodyPublishers.ofString("{\"points\": %d}".formatted(points));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String part) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(part);
    }
}
