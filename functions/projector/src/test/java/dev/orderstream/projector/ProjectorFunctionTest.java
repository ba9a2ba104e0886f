package dev.orderstream.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.orderstream.dynamodb.CommitSchema;
import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectorFunctionTest {

    private static final String SEQUENCE_START = "44215845000000000174500";
    private static final ViewKey ORDER = new ViewKey("ORDER", Samples.ORDER_ID, "VIEW");
    private static final ViewKey OTHER_ORDER =
            new ViewKey("ORDER", "0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e20", "VIEW");
    private static final ViewKey TOTALS = new ViewKey("CUSTOMER", "c-1", "TOTALS");

    private static TestTables tables;
    private static ProjectorFunction function;

    private final DynamoDbEventStore events =
            new DynamoDbEventStore(tables.client(), tables.tables());
    private final DynamoDbViewStore views =
            new DynamoDbViewStore(
                    tables.client(),
                    tables.tables(),
                    1,
                    new Contention(Ticker.system(), RandomGenerator.getDefault()));

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new ProjectorFunction(tables.properties("none"));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "duplicate", "out-of-order"})
    void the_same_view_comes_of_a_batch_in_any_order_and_any_number_of_times(String sample) {
        StreamsEventResponse answer = function.handleRequest(Samples.stream(sample), null);

        assertThat(answer.getBatchItemFailures()).isEmpty();
        View view = view(ORDER).orElseThrow();
        assertThat(view.version()).isEqualTo(3);
        assertThat(view.body().summary().text("status")).isEqualTo("shipped");
        assertThat(view.body().summary().decimal("total_amount")).isEqualByComparingTo("1025.5");
        assertThat(views.counters(TOTALS, Consistency.STRONG))
                .isEqualTo(
                        Map.of(
                                "orders_shipped",
                                BigDecimal.ONE,
                                "spent_EUR",
                                new BigDecimal("1025.5")));
        assertThat(views.history(ORDER.owner(), 0, 9, 9, Consistency.STRONG)).hasSize(3);
    }

    @Test
    void many_commits_of_an_order_are_one_write_of_its_view() {
        function.handleRequest(Samples.stream("insert"), null);

        assertThat(tables.takeOperations())
                .containsExactly("GetItem", "GetItem", "BatchWriteItem", "TransactWriteItems");
    }

    @Test
    void a_batch_that_comes_again_writes_nothing() {
        function.handleRequest(Samples.stream("insert"), null);
        tables.takeOperations();

        function.handleRequest(Samples.stream("insert"), null);

        assertThat(tables.takeOperations()).containsExactly("GetItem", "GetItem");
    }

    @Test
    void what_the_batch_lacks_is_read_from_the_event_table() {
        DynamodbEvent batch = Samples.stream("insert");
        batch.getRecords()
                .forEach(change ->
                        events.append(
                                CommitSchema.read(
                                        StreamImages.toSdk(change.getDynamodb().getNewImage()))));
        batch.setRecords(List.of(batch.getRecords().getLast()));

        function.handleRequest(batch, null);

        assertThat(view(ORDER).orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void a_gap_that_the_event_table_has_too_is_a_failure_and_no_view() {
        DynamodbEvent batch = Samples.stream("insert");
        batch.setRecords(List.of(batch.getRecords().getLast()));

        assertThat(failures(batch)).containsExactly(SEQUENCE_START + "03");
        assertThat(view(ORDER)).isEmpty();
    }

    @Test
    void a_commit_that_cannot_be_folded_fails_its_stream_from_the_lowest_number_on() {
        assertThat(failures(Samples.stream("poison"))).containsExactly(SEQUENCE_START + "01");
    }

    @Test
    void a_record_that_cannot_be_read_holds_up_no_other_order() {
        assertThat(failures(Samples.stream("poison-beside-good")))
                .containsExactly(SEQUENCE_START + "01");
        assertThat(view(OTHER_ORDER)).isPresent();
    }

    @Test
    void the_lowest_failed_number_is_the_smallest_number_and_not_the_smallest_text() {
        DynamodbEvent batch = Samples.stream("poison");
        batch.getRecords().getFirst().getDynamodb().setSequenceNumber("9");
        batch.getRecords().getLast().getDynamodb().setSequenceNumber("10");

        assertThat(failures(batch)).containsExactly("9");
    }

    @Test
    void anything_but_an_insert_is_never_projected() {
        assertThat(failures(Samples.stream("modify"))).isEmpty();
        assertThat(view(ORDER)).isEmpty();
    }

    @Test
    void an_outage_fails_the_whole_batch() {
        tables.refuseRequests();

        assertThatThrownBy(() -> function.handleRequest(Samples.stream("insert"), null))
                .isInstanceOf(OutageException.class);
    }

    @Test
    void no_http_stack_is_carried() {
        assertThatThrownBy(() -> Class.forName("io.micronaut.http.HttpRequest"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private List<String> failures(DynamodbEvent batch) {
        return function.handleRequest(batch, null).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private Optional<View> view(ViewKey key) {
        return views.read(key, Consistency.STRONG);
    }
}
