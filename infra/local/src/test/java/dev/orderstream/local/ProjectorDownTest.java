package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodblocal.faults.Fault;
import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.Weather;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Commands do not need the projector; what they did is seen once it is back. */
class ProjectorDownTest {

    private static final String ITEM =
            "{\"product_id\": \"p\", \"quantity\": 1, \"unit_price\": \"1.50\"}";

    @Test
    void commands_are_carried_out_while_nothing_is_projected_and_are_seen_afterwards()
            throws Exception {
        Weather calm = new Weather(new Random(1), FaultRates.always(Fault.THROTTLED));
        try (StormySystem system = new StormySystem(calm);
                HttpClient client = HttpClient.newHttpClient()) {
            // given nobody who reads the stream
            HttpResponse<String> created =
                    send(client, system, "POST", "/orders", SampleCall.ORDER.formatted("c-1"));
            Things things = Things.fresh().withOrder(created.body());
            // when
            HttpResponse<String> added =
                    send(client, system, "POST", things.in("/orders/{order_id}/items"), ITEM);
            HttpResponse<String> early =
                    send(
                            client,
                            system,
                            "GET",
                            things.in("/orders/{order_id}?expected_version=2&timeout=0.2"),
                            "");
            // then
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(added.body()).contains("\"status\":\"item_added\"", "\"version\":2");
            assertThat(early.statusCode()).isEqualTo(404);
            assertThat(early.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(early.body()).contains("\"_warning\":\"Data may be stale\"");
            // when
            system.startMappings();
            HttpResponse<String> late =
                    send(
                            client,
                            system,
                            "GET",
                            things.in("/orders/{order_id}?expected_version=2&timeout=20"),
                            "");
            // then
            assertThat(late.statusCode()).isEqualTo(200);
            assertThat(late.body()).contains("\"version\":2").doesNotContain("_warning");
            assertThat(send(client, system, "GET", "/customers/c-1/orders", "").body())
                    .contains("\"total\":1,");
        }
    }

    private static HttpResponse<String> send(
            HttpClient client, StormySystem system, String method, String path, String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(system.api().resolve(path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
