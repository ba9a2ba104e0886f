package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.Commits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What somebody else wrote into the tables is a lasting fault, and told as one. */
class DamagedItemTest {

    private static final List<AttributeValue> ODD_VALUES =
            List.of(
                    AttributeValue.fromS(""),
                    AttributeValue.fromS("odd"),
                    AttributeValue.fromN("-1.5"),
                    AttributeValue.fromN("123456789012345678901234567890"),
                    AttributeValue.fromBool(true),
                    AttributeValue.fromNul(true),
                    AttributeValue.fromSs(List.of("odd")),
                    AttributeValue.fromL(List.of()),
                    AttributeValue.fromL(List.of(AttributeValue.fromS("odd"))),
                    AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of()))),
                    AttributeValue.fromM(Map.of()),
                    AttributeValue.fromM(Map.of("odd", AttributeValue.fromBool(true))));

    private final DynamoDbEventStore events =
            new DynamoDbEventStore(LocalTables.CLIENT, LocalTables.TABLES);
    private final DynamoDbViewStore views =
            new DynamoDbViewStore(LocalTables.CLIENT, LocalTables.TABLES, 1, Contention.system());

    @Test
    void a_damaged_commit_is_read_or_told_unreadable() {
        StreamId stream = Commits.newStream();
        events.append(
                Commits.of(stream, 1, List.of(new StoredEvent("Noted", 1, Document.Fields.NONE)))
                        .with(new Snapshot(1, Document.Fields.NONE, KnownCommands.NONE)));

        int told =
                damaged(
                        LocalTables.TABLES.events().name(),
                        Map.of(
                                "stream_id",
                                AttributeValue.fromS(stream.toString()),
                                "version",
                                AttributeValue.fromN("1")),
                        item -> {
                            List<Commit> read = events.readBack(stream, 10, commit -> false);
                            assertThat(read).hasSize(1);
                        });

        assertThat(told).isGreaterThan(40);
    }

    @Test
    void a_damaged_view_is_read_or_told_unreadable() {
        ViewKey key = new ViewKey("THING", UUID.randomUUID().toString(), "VIEW");
        ViewBody body =
                new ViewBody(
                        Document.fields().put("text", "summary").build(),
                        Document.fields().put("text", "details").build(),
                        new ViewBody.Listing("PERSON#1", "group", "sort"),
                        new ViewBody.Tally(
                                new ViewKey("PERSON", "1", "TOTALS"),
                                Map.of("count", BigDecimal.ONE)));
        views.replace(null, new View(key, 1, 1, body));

        int told =
                damaged(
                        LocalTables.TABLES.readModel(1).name(),
                        Map.of(
                                "pk", AttributeValue.fromS(key.owner()),
                                "sk", AttributeValue.fromS(key.name())),
                        item -> assertThat(views.read(key, Consistency.STRONG)).isPresent());

        assertThat(told).isGreaterThan(40);
    }

    /** Puts each odd value in the place of each attribute, reads, and counts what is refused. */
    private static int damaged(
            String table,
            Map<String, AttributeValue> key,
            Consumer<Map<String, AttributeValue>> read) {
        Map<String, AttributeValue> sound =
                LocalTables.CLIENT.getItem(get -> get.tableName(table).key(key)).item();
        List<String> wrong = new ArrayList<>();
        int told = 0;
        for (String name : sound.keySet()) {
            for (AttributeValue odd : ODD_VALUES) {
                Map<String, AttributeValue> item = new HashMap<>(sound);
                item.put(name, odd);
                if (key.containsKey(name) || !stored(table, item)) {
                    continue;
                }
                try {
                    read.accept(item);
                } catch (UnreadableException expected) {
                    told++;
                } catch (RuntimeException e) {
                    wrong.add("%s = %s: %s".formatted(name, odd, e));
                }
            }
        }
        assertThat(wrong).isEmpty();
        return told;
    }

    /** False where the index does not take it. */
    private static boolean stored(String table, Map<String, AttributeValue> item) {
        try {
            LocalTables.CLIENT.putItem(put -> put.tableName(table).item(item));
            return true;
        } catch (software.amazon.awssdk.services.dynamodb.model.DynamoDbException refused) {
            return false;
        }
    }
}
