package dev.orderstream.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.orderstream.dynamodb.CommitSchema;
import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.view.CatchUp;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Notice;
import dev.orderstream.eventsourcing.view.ParkedStreams;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.orders.OrderProjection;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
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
    void a_gap_that_the_event_table_has_too_parks_the_order() {
        DynamodbEvent batch = Samples.stream("insert");
        batch.setRecords(List.of(batch.getRecords().getLast()));

        assertThat(failures(batch)).isEmpty();
        assertThat(view(ORDER)).isEmpty();
        assertThat(notices().all(1))
                .singleElement()
                .satisfies(notice -> assertThat(notice.version()).isEqualTo(1));
    }

    @Test
    void what_comes_before_a_poisoned_commit_is_shown_and_the_order_is_parked_with_its_cause() {
        assertThat(failures(Samples.stream("poison"))).isEmpty();

        assertThat(view(ORDER).orElseThrow().version()).isEqualTo(1);
        assertThat(notices().all(1))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.stream().id()).isEqualTo(Samples.ORDER_ID);
                    assertThat(notice.version()).isEqualTo(2);
                    assertThat(notice.cause()).contains("OrderTeleported");
                    assertThat(notice.tries()).isEqualTo(1);
                });
    }

    @Test
    void a_parked_order_that_rings_again_is_tried_again_and_counted() {
        failures(Samples.stream("poison"));
        failures(Samples.stream("poison"));

        assertThat(notices().all(1))
                .singleElement()
                .satisfies(notice -> assertThat(notice.tries()).isEqualTo(2));
    }

    @Test
    void a_record_that_cannot_be_read_holds_up_no_other_order() {
        assertThat(failures(Samples.stream("poison-beside-good"))).isEmpty();

        assertThat(view(OTHER_ORDER)).isPresent();
        assertThat(notices().all(1)).hasSize(1);
    }

    @Test
    void many_faults_at_once_are_ours_so_that_nothing_is_parked_and_the_batch_comes_again() {
        DynamodbEvent batch = new DynamodbEvent();
        batch.setRecords(new ArrayList<>());
        for (int n = 11; n >= 1; n--) {
            DynamodbEvent.DynamodbStreamRecord poison =
                    Samples.stream("poison").getRecords().getLast();
            String stream = "Order-0199d2f0-0000-7000-8000-%012d".formatted(n);
            poison.getDynamodb().getKeys().get("stream_id").setS(stream);
            poison.getDynamodb().getNewImage().get("stream_id").setS(stream);
            // The smallest number is not the smallest text: "9" comes after "10" to "19".
            poison.getDynamodb().setSequenceNumber(Integer.toString(8 + n));
            batch.getRecords().add(poison);
        }

        assertThat(failures(batch)).containsExactly("9");
        assertThat(notices().all(1)).isEmpty();
    }

    @Test
    void a_parked_order_goes_on_when_its_fault_is_mended() {
        DynamodbEvent batch = Samples.stream("insert");
        List<Commit> commits =
                batch.getRecords().stream()
                        .map(change ->
                                CommitSchema.read(
                                        StreamImages.toSdk(change.getDynamodb().getNewImage())))
                        .toList();
        batch.setRecords(List.of(batch.getRecords().getLast()));
        failures(batch);
        commits.forEach(events::append);
        ParkedStreams parked = new ParkedStreams(notices(), 1);
        CatchUp catchUp = new CatchUp(events, views, List.of(new OrderProjection()));

        parked.retry(catchUp, Instant.now());
        assertThat(view(ORDER)).as("its pause is not over").isEmpty();

        parked.retry(catchUp, Instant.now().plusSeconds(61));
        assertThat(view(ORDER).orElseThrow().version()).isEqualTo(3);
        assertThat(notices().all(1)).isEmpty();
    }

    @Test
    void a_notice_that_was_changed_since_it_was_read_is_not_taken_back() {
        failures(Samples.stream("poison"));
        Notice read = notices().all(1).getFirst();
        failures(Samples.stream("poison"));

        notices().remove(read);

        assertThat(notices().all(1)).hasSize(1);
    }

    @Test
    void new_orders_of_the_same_customers_in_one_batch_do_not_conflict_with_one_another() {
        DynamodbEvent batch = new DynamodbEvent();
        batch.setRecords(new ArrayList<>());
        for (int n = 0; n < 100; n++) {
            String id = "0199d2f0-0000-7000-8000-%012d".formatted(n);
            DynamodbEvent.DynamodbStreamRecord created =
                    Samples.stream("insert").getRecords().getFirst();
            created.getDynamodb().getKeys().get("stream_id").setS("Order-" + id);
            created.getDynamodb().getNewImage().get("stream_id").setS("Order-" + id);
            var data =
                    created.getDynamodb()
                            .getNewImage()
                            .get("events")
                            .getL()
                            .getFirst()
                            .getM()
                            .get("data")
                            .getM();
            data.get("order_id").setS(id);
            data.get("customer_id").setS("c-" + n % 10);
            created.getDynamodb().setSequenceNumber(Integer.toString(n + 1));
            batch.getRecords().add(created);
        }

        assertThat(failures(batch)).isEmpty();

        assertThat(tables.takeOperations().stream().filter("TransactWriteItems"::equals))
                .hasSize(100);
        assertThat(views.counters(new ViewKey("CUSTOMER", "c-3", "TOTALS"), Consistency.STRONG))
                .containsEntry("orders_pending", BigDecimal.TEN);
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

    private static DynamoDbNotices notices() {
        return new DynamoDbNotices(tables.client(), tables.tables());
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
