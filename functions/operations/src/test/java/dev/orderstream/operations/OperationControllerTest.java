package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.testing.TestTables;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationControllerTest {

    private static final String REBUILDS = "/projections/rebuilds";
    private static final String VERIFICATIONS = "/projections/verifications";

    private static TestTables tables;
    private static OperationsApiFunction api;
    private static OperationsFunction worker;
    private static OperatorCalls operator;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        api = new OperationsApiFunction(tables.properties("jwt"));
        Map<String, Object> properties = new HashMap<>(tables.properties("none"));
        properties.put("verify.allowed-lag", "0s");
        worker = new OperationsFunction(properties);
        operator = new OperatorCalls(api);
    }

    @AfterAll
    static void stop() {
        worker.close();
        api.close();
        tables.close();
    }

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/api/v1"})
    void a_start_is_accepted_and_says_where_to_ask_with_the_prefix_of_the_call(String prefix) {
        APIGatewayV2HTTPResponse started = operator.send("POST", prefix + REBUILDS);

        String id = OperatorCalls.id(started);
        assertThat(started.getStatusCode()).isEqualTo(202);
        assertThat(started.getHeaders()).containsEntry("location", prefix + "/operations/" + id);
        assertThat(started.getBody())
                .startsWith("{\"id\":\"" + id + "\",\"kind\":\"rebuild\",\"status\":\"running\",")
                .contains("\"progress\":{\"done\":0,\"total\":0},\"result\":null,")
                .contains("\"user_id\":\"user-1\"", "\"ended_at\":null");
        assertThat(operator.body(200, "GET", prefix + "/operations/" + id))
                .isEqualTo(started.getBody());
    }

    @Test
    void a_second_one_of_its_kind_is_refused_by_the_id_of_the_first() {
        String rebuild = OperatorCalls.id(operator.send("POST", REBUILDS));
        String verification = OperatorCalls.id(operator.send("POST", VERIFICATIONS));

        assertThat(operator.body(409, "POST", REBUILDS))
                .contains(
                        "\"code\":\"already-running\"",
                        "\"operation_id\":\"%s\"".formatted(rebuild));
        assertThat(operator.body(409, "POST", VERIFICATIONS))
                .contains("\"operation_id\":\"%s\"".formatted(verification));
    }

    @Test
    void the_projections_show_the_rebuild_that_runs() {
        String id = OperatorCalls.id(operator.send("POST", REBUILDS));

        assertThat(operator.body(200, "GET", "/projections"))
                .contains(
                        """
                        "rebuild":{"operation_id":"%s","status":"running",\
                        "progress":{"done":0,"total":0}}\
                        """
                                .formatted(id));

        worker.handleRequest(OperationsFunction.WORK, null);

        assertThat(operator.body(200, "GET", "/projections"))
                .contains("\"name\":\"Order\",\"generation\":2,", "\"rebuild\":null")
                .doesNotContain(id);
    }

    @Test
    void one_that_has_ended_has_its_result_and_makes_room_for_the_next() {
        String id = OperatorCalls.id(operator.send("POST", VERIFICATIONS, "{\"repair\": true}"));

        worker.handleRequest(OperationsFunction.WORK, null);

        assertThat(operator.body(200, "GET", "/operations/" + id))
                .contains("\"status\":\"succeeded\"", "\"ended_at\":\"2")
                .contains(
                        """
                        "result":{"checked":0,"differing":0,"undecided":0,"parked":0,\
                        "repaired":0,"differences":[]}\
                        """);
        operator.body(202, "POST", VERIFICATIONS);
    }

    @Test
    void one_that_runs_is_aborted_and_stays_so_however_often_it_is_asked_for() {
        String id = OperatorCalls.id(operator.send("POST", REBUILDS));

        String aborted = operator.body(200, "POST", "/operations/" + id + "/abort");
        String again = operator.body(200, "POST", "/operations/" + id + "/abort");

        assertThat(aborted).contains("\"status\":\"aborted\"", "\"result\":null");
        assertThat(again).isEqualTo(aborted);
        worker.handleRequest(OperationsFunction.WORK, null);
        assertThat(operator.body(200, "GET", "/projections")).contains("\"generation\":1,");
        operator.body(202, "POST", REBUILDS);
    }

    @Test
    void one_that_has_ended_by_itself_is_not_aborted() {
        String id = OperatorCalls.id(operator.send("POST", REBUILDS));
        worker.handleRequest(OperationsFunction.WORK, null);

        assertThat(operator.body(409, "POST", "/operations/" + id + "/abort"))
                .contains("\"code\":\"invalid-transition\"", "\"current_status\":\"succeeded\"");
    }

    @Test
    void a_text_that_names_no_operation_is_not_found() {
        for (String id : new String[] {UUID.randomUUID().toString(), "x", "x".repeat(3_000)}) {
            assertThat(operator.body(404, "GET", "/operations/" + id))
                    .contains("\"code\":\"not-found\"");
            operator.body(404, "POST", "/operations/" + id + "/abort");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /projections/rebuilds      | {}
                    /projections/verifications | {}
                    /projections/verifications | {"repair": null}
                    /projections/verifications | {"repair": false}
                    """)
    void an_empty_object_is_as_no_body(String path, String body) {
        assertThat(operator.send("POST", path, body).getStatusCode()).isIn(200, 202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /projections/rebuilds      | {"repair": true}   | unknown-field     | /repair
                    /projections/verifications | {"mend": true}     | unknown-field     | /mend
                    /projections/verifications | {"repair": "true"} | malformed-request | /repair
                    /projections/verifications | {"repair": 1}      | malformed-request | /repair
                    """)
    void other_members_and_other_types_are_refused(
            String path, String body, String code, String pointer) {
        APIGatewayV2HTTPResponse answer = operator.send("POST", path, body);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(answer.getBody())
                .contains("\"code\":\"" + code + "\"", "\"pointer\":\"" + pointer + "\"");
        assertThat(operator.body(200, "GET", "/projections")).doesNotContain("operation_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /operations/x/abort    | {"force": true}
                    /operations/x/abort    | {}
                    /parked/replay         | {"all": true}
                    /parked/replay         | {}
                    /parked/Order-1/replay | {"all": true}
                    /parked/Order-1/replay | {}
                    """)
    void a_body_is_refused_where_none_is_read(String path, String body) {
        assertThat(operator.send("POST", path, body).getBody())
                .contains("\"code\":\"malformed-request\"", "takes no body");
    }
}
