package dev.orderstream.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import dev.orderstream.dynamodb.CommitSchema;
import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbHeartbeats;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.projector.BatchLag;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.LagNotes;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.orders.OrderProjection;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestClock;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.Seeds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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

    /** When the first commit of the samples was stored: they are not late. */
    private static final Instant IN_TIME = Instant.parse("2026-11-21T09:00:01.000Z");

    private static TestTables tables;
    private static ProjectorFunction function;
    private static Instant now = IN_TIME;

    private final DynamoDbEventStore events =
            new DynamoDbEventStore(tables.client(), tables.tables());
    private final DynamoDbViewStore views =
            new DynamoDbViewStore(tables.client(), tables.tables(), 1, Contention.system());

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new ProjectorFunction(TestClock.in(tables.properties("none"), () -> now));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @BeforeEach
    void clear() {
        tables.clear();
        now = IN_TIME;
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
        assertThat(views.counters(TOTALS, Consistency.STRONG).amounts())
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
    void an_event_of_a_newer_schema_parks_its_order_with_the_cause_and_the_others_go_on() {
        DynamodbStreamRecord newer = itemAdded(1, 2);
        event(newer).get("schema").setN("99");

        assertThat(failures(batch(List.of(created(1, "c-1"), newer, created(2, "c-2"))))).isEmpty();

        assertThat(view(new ViewKey("ORDER", orderId(1), "VIEW")).orElseThrow().version())
                .isEqualTo(1);
        assertThat(view(new ViewKey("ORDER", orderId(2), "VIEW"))).isPresent();
        assertThat(notices().all(1))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.stream().id()).isEqualTo(orderId(1));
                    assertThat(notice.version()).isEqualTo(2);
                    assertThat(notice.cause())
                            .contains(
                                    "OrderItemAdded: this code reads schema 1 to 2, stored is 99");
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
            DynamodbStreamRecord poison = Samples.stream("poison").getRecords().getLast();
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
        ParkedStreams parked = ParkedStreams.serving(notices(), 1);
        CatchUp catchUp =
                new CatchUp(events, views, List.of(new OrderProjection()), new InMemoryDiscards());

        assertThat(parked.retry(catchUp, now)).isEqualTo(1);
        assertThat(view(ORDER)).as("its pause is not over").isEmpty();

        assertThat(parked.retry(catchUp, now.plusSeconds(61))).isZero();
        assertThat(view(ORDER).orElseThrow().version()).isEqualTo(3);
        assertThat(notices().all(1)).isEmpty();
    }

    @Test
    void a_notice_that_was_changed_since_it_was_read_is_not_taken_back() {
        failures(Samples.stream("poison"));
        Notice read = notices().all(1).toList().getFirst();
        failures(Samples.stream("poison"));

        notices().remove(read);

        assertThat(notices().all(1)).hasSize(1);
    }

    @Test
    void new_orders_of_one_customer_are_written_one_after_another_and_those_of_others_at_once() {
        Overlaps overlaps = new Overlaps();
        tables.watch(overlaps);

        assertThat(
                        failures(
                                batch(
                                        IntStream.range(0, 100)
                                                .mapToObj(n -> created(n, "c-" + n % 10))
                                                .toList())))
                .isEmpty();

        assertThat(overlaps.ofOneCustomer()).as("conflicts of our own").isEqualTo(1);
        assertThat(overlaps.ofAll()).as("customers at once").isGreaterThan(1);
        assertThat(tables.takeOperations().stream().filter("TransactWriteItems"::equals))
                .hasSize(100);
        assertThat(
                        views.counters(new ViewKey("CUSTOMER", "c-3", "TOTALS"), Consistency.STRONG)
                                .amounts())
                .containsEntry("orders_pending", BigDecimal.TEN);
    }

    @Test
    void anything_but_an_insert_is_never_projected() {
        assertThat(failures(Samples.stream("modify"))).isEmpty();
        assertThat(view(ORDER)).isEmpty();
    }

    /** Found by fuzzing: such a record let its whole batch fail, again and again. */
    @Test
    void a_record_without_its_image_rings_for_its_commit_all_the_same() {
        DynamodbStreamRecord bare = created(0, "c-1");
        events.append(CommitSchema.read(StreamImages.toSdk(bare.getDynamodb().getNewImage())));
        bare.getDynamodb().setNewImage(null);

        assertThat(failures(batch(List.of(bare, created(1, "c-1"))))).isEmpty();

        for (int n = 0; n < 2; n++) {
            assertThat(view(new ViewKey("ORDER", orderId(n), "VIEW"))).isPresent();
        }
    }

    @Test
    void of_many_commits_with_one_poisoned_one_order_is_parked_and_all_others_are_shown() {
        int commits = Seeds.runs(200, 1_000);
        List<DynamodbStreamRecord> records = new ArrayList<>();
        for (int n = 0; n < commits; n++) {
            records.add(n == 117 ? poisoned(n) : created(n, "c-" + n % 10));
        }

        for (List<DynamodbStreamRecord> hundred : hundreds(records)) {
            assertThat(failures(batch(hundred))).isEmpty();
        }

        BigDecimal orders = BigDecimal.ZERO;
        for (int c = 0; c < 10; c++) {
            ViewKey totals = new ViewKey("CUSTOMER", "c-" + c, "TOTALS");
            orders =
                    orders.add(
                            views.counters(totals, Consistency.STRONG)
                                    .amounts()
                                    .get("orders_pending"));
        }
        assertThat(orders).isEqualByComparingTo(BigDecimal.valueOf(commits - 1));
        assertThat(notices().all(1))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.stream().id()).isEqualTo(orderId(117));
                    assertThat(notice.cause()).contains("OrderTeleported");
                });
    }

    @Test
    void a_hundred_commits_of_one_order_in_a_batch_are_one_write_of_its_view() {
        List<DynamodbStreamRecord> records = new ArrayList<>();
        records.add(created(0, "c-1"));
        for (int version = 2; version <= 100; version++) {
            records.add(itemAdded(0, version));
        }

        assertThat(failures(batch(records))).isEmpty();

        assertThat(tables.takeOperations())
                .as("generations, view, 100 history rows and their words by 25, view with totals")
                .containsExactly(
                        "GetItem",
                        "GetItem",
                        "BatchWriteItem",
                        "BatchWriteItem",
                        "BatchWriteItem",
                        "BatchWriteItem",
                        "BatchWriteItem",
                        "TransactWriteItems");
        ViewKey key = new ViewKey("ORDER", orderId(0), "VIEW");
        assertThat(view(key).orElseThrow().version()).isEqualTo(100);
    }

    @Test
    void a_change_of_items_is_one_write_of_the_view_and_one_of_a_history_row_and_new_words() {
        function.handleRequest(batch(List.of(created(0, "c-1"))), null);
        tables.takeOperations();

        function.handleRequest(batch(List.of(itemAdded(0, 2))), null);
        assertThat(tables.takeOperations())
                .as("a product that the order did not have")
                .containsExactly("GetItem", "GetItem", "BatchWriteItem", "PutItem");

        function.handleRequest(batch(List.of(itemAdded(0, 3))), null);
        assertThat(tables.takeOperations())
                .as("the same once more")
                .containsExactly("GetItem", "GetItem", "PutItem", "PutItem");
    }

    @Test
    void a_heartbeat_is_noted_and_made_no_view_of() {
        now = Instant.parse("2026-11-21T09:01:00.400Z");

        assertThat(failures(Samples.stream("heartbeat"))).isEmpty();

        assertThat(lagNotes())
                .isEqualTo(
                        new LagNotes(
                                Map.of(),
                                Map.of(7, Instant.parse("2026-11-21T09:01:00.000Z")),
                                List.of()));
        assertThat(tables.client().scan(scan -> scan.tableName("orderstream-read-1")).items())
                .isEmpty();
        assertThat(tables.takeOperations())
                .as("the generations, and one note however many heartbeats")
                .containsExactly("GetItem", "UpdateItem");
    }

    @Test
    void the_lag_of_a_late_batch_is_noted_by_one_request_more() {
        now = IN_TIME.plusSeconds(42);

        assertThat(failures(Samples.stream("insert"))).isEmpty();

        assertThat(tables.takeOperations())
                .containsExactly(
                        "GetItem", "GetItem", "BatchWriteItem", "TransactWriteItems", "PutItem");
        assertThat(lagNotes().lateBatches())
                .containsExactly(new BatchLag(Duration.ofSeconds(42), now));

        failures(Samples.stream("insert"));
        assertThat(tables.takeOperations())
                .as("what is shown already is not late")
                .containsExactly("GetItem", "GetItem");
    }

    private static LagNotes lagNotes() {
        return new DynamoDbHeartbeats(tables.client(), tables.tables()).read();
    }

    @Test
    void a_generation_beside_the_serving_one_is_written_too_and_holds_it_up_by_no_fault() {
        tables.addBeside(2);

        try (LogLines log = new LogLines()) {
            assertThat(failures(Samples.stream("insert"))).isEmpty();

            assertThat(log.all())
                    .as("the rebuild will do it")
                    .noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
        }
        assertThat(view(ORDER)).isPresent();
        assertThat(notices().all(1)).isEmpty();
        assertThat(notices().all(2)).as("its table is missing").hasSize(1);
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

    private static String orderId(int n) {
        return "0199d2f0-0000-7000-8000-%012d".formatted(n);
    }

    private static DynamodbEvent batch(List<DynamodbStreamRecord> records) {
        DynamodbEvent batch = new DynamodbEvent();
        batch.setRecords(records);
        return batch;
    }

    private static List<List<DynamodbStreamRecord>> hundreds(List<DynamodbStreamRecord> records) {
        return IntStream.range(0, records.size() / 100)
                .mapToObj(n -> records.subList(n * 100, n * 100 + 100))
                .toList();
    }

    /** The first commit of an order. */
    private static DynamodbStreamRecord created(int n, String customer) {
        DynamodbStreamRecord record = of(Samples.stream("insert").getRecords().getFirst(), n, 1);
        data(record).get("order_id").setS(orderId(n));
        data(record).get("customer_id").setS(customer);
        return record;
    }

    private static DynamodbStreamRecord itemAdded(int n, int version) {
        DynamodbStreamRecord record = of(Samples.stream("insert").getRecords().get(1), n, version);
        // The first commit has two.
        data(record).get("line").setN(Integer.toString(version + 1));
        return record;
    }

    private static DynamodbStreamRecord poisoned(int n) {
        return of(Samples.stream("poison").getRecords().getLast(), n, 1);
    }

    private static DynamodbStreamRecord of(DynamodbStreamRecord sample, int n, int version) {
        StreamRecord data = sample.getDynamodb();
        for (var image : List.of(data.getKeys(), data.getNewImage())) {
            image.get("stream_id").setS("Order-" + orderId(n));
            image.get("version").setN(Integer.toString(version));
        }
        data.setSequenceNumber(Integer.toString(n * 1_000 + version));
        return sample;
    }

    private static Map<String, AttributeValue> data(DynamodbStreamRecord record) {
        return event(record).get("data").getM();
    }

    private static Map<String, AttributeValue> event(DynamodbStreamRecord record) {
        return record.getDynamodb().getNewImage().get("events").getL().getFirst().getM();
    }

    private static DynamoDbNotices notices() {
        return new DynamoDbNotices(tables.client(), tables.tables(), Contention.system());
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
