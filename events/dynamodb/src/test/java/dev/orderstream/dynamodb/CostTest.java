package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore.ListQuery;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import dev.orderstream.eventsourcing.view.ViewStore.TokenQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the adapters ask of DynamoDB, in requests and in units as it reports them. */
class CostTest {

    private final Meter meter = new Meter();
    private final DynamoDbClient client = LocalTables.client(Apache5HttpClient.create(), meter);
    private final DynamoDbEventStore events = new DynamoDbEventStore(client, LocalTables.TABLES);
    private final DynamoDbViewStore views =
            new DynamoDbViewStore(client, LocalTables.TABLES, 1, LocalTables.CONTENTION);

    @Test
    void an_append_is_one_put_and_one_write_unit_per_kb_however_many_events() {
        StreamId stream = new StreamId("Cost", UUID.randomUUID().toString());

        events.append(commit(stream, 1, 1));
        assertThat(meter.take()).containsExactly("PutItem 1.0");

        // Ten events of about 300 bytes each.
        events.append(commit(stream, 2, 10));
        assertThat(meter.take()).containsExactly("PutItem 4.0");
    }

    @Test
    void a_read_of_a_stream_is_one_strongly_consistent_query_of_a_unit_per_4_kb() {
        StreamId stream = new StreamId("Cost", UUID.randomUUID().toString());
        IntStream.rangeClosed(1, 10).forEach(v -> events.append(commit(stream, v, 1)));
        meter.take();

        events.readAfter(stream, 0, Integer.MAX_VALUE);

        assertThat(meter.take()).containsExactly("Query 2.0");
    }

    @Test
    void a_look_up_of_an_owner_is_one_strongly_consistent_get_of_a_unit_per_4_kb() {
        StreamId stream = new StreamId("Cost", UUID.randomUUID().toString());
        events.append(commit(stream, 1, 1));
        events.append(commit(stream, 2, 20));
        meter.take();
        DynamoDbCommitOwners owners = new DynamoDbCommitOwners(client, LocalTables.TABLES);

        owners.find(stream, 1);
        owners.find(stream, 2);
        owners.find(stream, 3);

        assertThat(meter.take()).containsExactly("GetItem 1.0", "GetItem 2.0", "GetItem 1.0");
    }

    @Test
    void a_lease_of_a_wait_is_an_update_of_one_unit_and_so_is_its_release() {
        DynamoDbWaitLeases leases = new DynamoDbWaitLeases(client, LocalTables.TABLES);
        Instant now = Instant.parse("2026-11-21T09:00:00Z");

        leases.acquire(7_001, "0123456789abcdef0123456789abcdef", now, now.plusSeconds(30));
        leases.release(7_001, "0123456789abcdef0123456789abcdef");

        assertThat(meter.take()).containsExactly("UpdateItem 1.0", "UpdateItem 1.0");
    }

    @Test
    void a_view_that_moves_no_counter_is_one_put_and_one_that_does_is_one_transaction() {
        View created = view(1, 1, "pending");
        views.replace(null, created);
        assertThat(meter.take()).containsExactly("TransactWriteItems");

        View changed = view(created.key(), 2, 2, "pending");
        views.replace(created, changed);
        assertThat(meter.take()).hasSize(1).allMatch(request -> request.startsWith("PutItem"));

        views.replace(changed, view(created.key(), 3, 3, "shipped"));
        assertThat(meter.take()).containsExactly("TransactWriteItems");
    }

    @Test
    void an_eventual_lookup_is_half_a_unit_and_a_strong_one_a_whole() {
        View view = view(1, 1, "pending");
        views.replace(null, view);
        meter.take();

        views.read(view.key(), Consistency.EVENTUAL);
        views.read(view.key(), Consistency.STRONG);

        assertThat(meter.take()).containsExactly("GetItem 0.5", "GetItem 1.0");
    }

    @Test
    void a_page_of_20_rows_of_up_to_400_bytes_is_one_read_unit_at_any_depth() {
        String owner = "CUSTOMER#c-" + UUID.randomUUID().toString().substring(0, 8);
        List<String> places = new ArrayList<>();
        for (int n = 0; n < 90; n++) {
            String id = UUID.randomUUID().toString();
            places.add("2026-11-21T09:00:00.%03dZ#%s".formatted(n, id));
            views.replace(null, listed(owner, id, places.getLast()));
        }
        meter.take();

        views.list(new ListQuery(owner, null, false, null, 20));
        views.list(new ListQuery(owner, null, false, places.get(22), 20));
        views.list(new ListQuery(owner, null, true, places.get(67), 20));
        views.list(new ListQuery(owner, "pending", true, places.get(67), 20));

        assertThat(meter.take()).containsOnly("Query 1.0").hasSize(4);
    }

    @Test
    void a_total_is_half_a_unit() {
        View view = view(1, 1, "pending");
        views.replace(null, view);
        meter.take();

        views.counters(new ViewKey("CUSTOMER", view.key().id(), "TOTALS"), Consistency.EVENTUAL)
                .amounts();

        assertThat(meter.take()).containsExactly("GetItem 0.5");
    }

    @Test
    void words_are_written_with_the_history_in_one_request_of_a_unit_each() {
        HistoryEntry entry = HistoryEntry.of(commit(new StreamId("Cost", "1"), 1, 1));
        Set<String> words = Set.of("customer-0123", "ada", "lovelace", "london", "sku-1");

        views.putAhead("ORDER#1", List.of(entry), new Tokens("place", words));
        assertThat(meter.take()).containsExactly("BatchWriteItem 6.0");

        views.putAhead("ORDER#1", List.of(entry), Tokens.NONE);
        assertThat(meter.take()).containsExactly("PutItem 1.0");
    }

    @Test
    void a_word_with_1_000_places_is_a_query_of_half_a_unit_per_4_kb_and_100_views_are_a_request() {
        String word = "w" + UUID.randomUUID().toString().substring(0, 12);
        List<ViewKey> keys = new ArrayList<>();
        for (int n = 0; n < 120; n++) {
            String id = UUID.randomUUID().toString();
            String place = "2026-11-21T09:00:00.%03dZ#%s".formatted(n, id);
            View view = listed("CUSTOMER#" + word, id, place);
            views.putAhead(view.key().owner(), List.of(), new Tokens(place, Set.of(word)));
            views.replace(null, view);
            keys.add(view.key());
        }
        meter.take();

        views.tokened(new TokenQuery(word, new Span(false, null, null, 1_001)));
        // 120 of about 85 bytes; so 1,000 are 10.5.
        assertThat(meter.take()).containsExactly("Query 1.5");

        views.readAll(keys.subList(0, 20), Consistency.EVENTUAL);
        assertThat(meter.take()).containsExactly("BatchGetItem 10.0");

        views.readAll(keys, Consistency.EVENTUAL);
        assertThat(meter.take()).containsExactly("BatchGetItem 50.0", "BatchGetItem 10.0");
    }

    private static Commit commit(StreamId stream, long version, int events) {
        Document.Fields data = Document.fields().put("text", "x".repeat(300)).build();
        return new Commit(
                stream,
                version,
                Instant.parse("2026-11-21T09:00:00Z"),
                IntStream.range(0, events)
                        .mapToObj(n -> new StoredEvent("SomethingHappened", 1, data))
                        .toList(),
                new Commit.Origin(
                        Digest.random(), Digest.random(), true, "user", "correlation", null));
    }

    private static View view(long version, long revision, String group) {
        return view(
                new ViewKey("ORDER", UUID.randomUUID().toString(), "VIEW"),
                version,
                revision,
                group);
    }

    private static View view(ViewKey key, long version, long revision, String group) {
        ViewKey totals = new ViewKey("CUSTOMER", key.id(), "TOTALS");
        return new View(
                key,
                version,
                revision,
                new ViewBody(
                        Document.fields().put("status", group).put("version", version).build(),
                        Document.Fields.NONE,
                        new Listing(totals.owner(), group, key.id()),
                        new Tally(totals, Map.of("orders_" + group, BigDecimal.ONE))));
    }

    /** With the summary of an order of usual size. */
    private static View listed(String owner, String id, String sort) {
        Document.Fields summary =
                Document.fields()
                        .put("order_id", id)
                        .put("customer_id", "customer-0123")
                        .put("customer_name", "Ada Lovelace")
                        .put("status", "pending")
                        .put("total_amount", new BigDecimal("1025.2"))
                        .put("currency", "EUR")
                        .put("item_count", 3)
                        .put("created_at", "2026-11-21T09:00:00.000Z")
                        .put("updated_at", "2026-11-21T09:00:00.000Z")
                        .build();
        return new View(
                new ViewKey("ORDER", id, "VIEW"),
                1,
                1,
                new ViewBody(
                        summary,
                        Document.fields().put("items", "x".repeat(2_000)).build(),
                        new Listing(owner, "pending", sort),
                        null));
    }
}
