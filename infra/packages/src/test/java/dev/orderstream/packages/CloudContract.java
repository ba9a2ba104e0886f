package dev.orderstream.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbAllCommits;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbHeartbeats;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.dynamodb.TableDefinition;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.testing.Samples;
import dev.orderstream.testkit.AllCommitsContract;
import dev.orderstream.testkit.HeartbeatsContract;
import dev.orderstream.testkit.NoticesContract;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The packages deployed on an endpoint with AWS's APIs: what comes by its HTTP API or as an event
 * of it is stored, and arrives in the views through its stream and its mapping. The stores keep
 * their contracts on its DynamoDB.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CloudContract {

    /** The first call of each function starts it, in a container whose image may not be there. */
    private static final Duration SEEN_MAX = Duration.ofMinutes(5);

    private Cloud cloud;
    private Deployment deployment;

    /** Tables that no function works on, for the contracts of the stores. */
    Tables stores;

    private HttpCalls http;

    /** The endpoint; aborts where there is none. */
    abstract Cloud open();

    /** Where the endpoint has no API Gateway, or does not say where its APIs are. */
    abstract void noHttpApi(String reason);

    @BeforeAll
    void deploy() {
        cloud = open();
        deployment = new Deployment(cloud);
        stores = deployment.tables("-stores");
    }

    @AfterAll
    void remove() {
        try (Cloud _ = cloud;
                Deployment _ = deployment) {
            // Both end, whatever the other does.
        }
    }

    @Test
    void what_is_written_by_an_event_is_read_by_another_when_the_mapping_has_projected_it() {
        JsonNode created = deployment.invoke("command", Samples.text("api/create-order"));

        assertThat(created.required("statusCode").intValue()).as(created.toString()).isEqualTo(201);
        String id = body(created).required("order_id").textValue();
        assertThat(read(id, 1).required("item_count").intValue()).isEqualTo(2);

        JsonNode added = deployment.invoke("command", of(id, "api/add-item"));

        assertThat(added.required("statusCode").intValue()).as(added.toString()).isEqualTo(200);
        assertThat(read(id, 2).required("item_count").intValue()).isEqualTo(3);
    }

    private JsonNode read(String id, int version) {
        String event =
                of(id, "api/get-order")
                        .replace("expected_version=1", "expected_version=" + version)
                        .replace(
                                "\"expected_version\": \"1\"",
                                "\"expected_version\": \"" + version + "\"");
        return body(
                Await.until(
                        "the order is seen at version " + version,
                        SEEN_MAX,
                        () -> deployment.invoke("query", event),
                        answer -> !body(answer).has("_warning"),
                        answer ->
                                answer.required("statusCode").intValue() == 200
                                        && body(answer).path("version").intValue() == version));
    }

    private static String of(String id, String sample) {
        return Samples.text(sample).replace(Samples.ORDER_ID, id);
    }

    private static JsonNode body(JsonNode answer) {
        return Json.read(answer.required("body").textValue());
    }

    @Test
    void what_is_written_over_HTTP_is_read_over_HTTP() {
        HttpCalls api = httpApi();
        String order = Json.read(Samples.text("api/create-order")).required("body").textValue();

        HttpResponse<String> created = api.send("POST", "/api/v1/orders", order);

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String path = created.headers().firstValue("Location").orElseThrow();
        assertThat(path).startsWith("/api/v1/orders/");
        HttpResponse<String> read =
                Await.until(
                        path + " is seen",
                        SEEN_MAX,
                        () -> api.send("GET", path + "?expected_version=1", ""),
                        answer -> !answer.body().contains("_warning"),
                        answer -> answer.statusCode() == 200);
        assertThat(read.headers().firstValue("ETag").orElseThrow()).startsWith("\"1-");
        assertThat(Json.read(read.body()).required("version").intValue()).isEqualTo(1);
    }

    @Test
    void what_is_in_no_route_is_a_problem_over_HTTP_as_well() {
        HttpCalls api = httpApi();

        HttpResponse<String> unknown = api.send("GET", "/no/such/path", "");
        HttpResponse<String> wrong = api.send("PATCH", "/orders", "{}");

        assertProblem(unknown, 404, "not-found");
        assertProblem(wrong, 405, "method-not-allowed");
        assertThat(wrong.headers().firstValue("Allow")).contains("POST");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        JsonNode problem = Json.read(answer.body());
        assertThat(problem.required("status").intValue()).isEqualTo(status);
        assertThat(problem.required("code").textValue()).isEqualTo(code);
        assertThat(problem.required("type").textValue()).endsWith("/problems/" + code);
    }

    /** Aborts where the endpoint has none. */
    private HttpCalls httpApi() {
        if (http == null) {
            http = makeHttpApi();
        }
        return http;
    }

    private HttpCalls makeHttpApi() {
        GatewayApi.Api api;
        try {
            api = deployment.httpApi();
        } catch (RestApi.RefusedException e) {
            if (!e.isUnknownService()) {
                throw e;
            }
            noHttpApi("The endpoint has no API Gateway v2: " + e.getMessage());
            throw e;
        }
        return HttpCalls.of(api)
                .orElseGet(() -> {
                    String reason = "None of these answers GET /health by 200: " + api.places();
                    noHttpApi(reason);
                    throw new IllegalStateException(reason);
                });
    }

    @Nested
    class Commits extends AllCommitsContract {
        @Override
        protected EventStore store() {
            return new DynamoDbEventStore(client(), stores);
        }

        @Override
        protected AllCommits allCommits() {
            return new DynamoDbAllCommits(client(), stores);
        }
    }

    @Nested
    class Parked extends NoticesContract {
        @Override
        protected Notices notices() {
            return new DynamoDbNotices(client(), stores, Contention.system());
        }
    }

    @Nested
    class LastHeartbeat extends HeartbeatsContract {

        @BeforeEach
        void forgetTheLast() {
            TableDefinition control = stores.control();
            String partition = control.partition().name();
            String sort = control.sort().name();
            client().scan(request -> request.tableName(control.name()).consistentRead(true))
                    .items()
                    .forEach(item ->
                            client().deleteItem(delete ->
                                    delete.tableName(control.name())
                                            .key(
                                                    Map.of(
                                                            partition,
                                                            item.get(partition),
                                                            sort,
                                                            item.get(sort)))));
        }

        @Override
        protected Heartbeats heartbeats() {
            return new DynamoDbHeartbeats(client(), stores);
        }
    }

    /** Of DynamoDB there. */
    DynamoDbClient client() {
        return deployment.dynamoDb();
    }
}
