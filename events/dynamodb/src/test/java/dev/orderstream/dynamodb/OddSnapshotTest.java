package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.testkit.Commits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A snapshot repeats what stands in the commits: where it is odd, they are read without it. */
class OddSnapshotTest {

    private static final AttributeValue TEXT = AttributeValue.fromS("odd");
    private static final AttributeValue FLAG = AttributeValue.fromBool(true);
    private static final AttributeValue NOTHING = AttributeValue.fromNul(true);
    private static final AttributeValue NUMBER = AttributeValue.fromN("7");
    private static final AttributeValue LIST = AttributeValue.fromL(List.of(NUMBER));
    private static final AttributeValue BYTES =
            AttributeValue.fromB(SdkBytes.fromByteArray(new byte[39]));
    private static final AttributeValue TEXTS = AttributeValue.fromSs(List.of("odd"));
    private static final AttributeValue FIELDS = AttributeValue.fromM(Map.of("odd", NUMBER));

    private final Commit commit = Commits.of(Commits.newStream(), 1);
    private final Commit withSnapshot =
            commit.with(
                    new Snapshot(
                            3,
                            Document.fields().put("text", "state").build(),
                            KnownCommands.NONE.after(commit, 1)));
    private final DynamoDbEventStore store =
            new DynamoDbEventStore(LocalTables.CLIENT, LocalTables.TABLES);

    @ParameterizedTest
    @MethodSource("otherForms")
    void a_commit_whose_snapshot_has_another_form_is_read_without_it(
            String part, AttributeValue odd) {
        put(part.isEmpty() ? odd : with(part, odd));

        assertThatItIsRead(commit);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void a_commit_whose_snapshot_lacks_a_part_is_read_without_it(String part) {
        Map<String, AttributeValue> rest = new HashMap<>(snapshot().m());
        rest.remove(part);
        put(AttributeValue.fromM(rest));

        assertThatItIsRead(commit);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void a_snapshot_that_has_more_than_is_known_is_read_all_the_same(String part) {
        put(with(part + "_more", TEXT));

        assertThatItIsRead(withSnapshot);
    }

    static Stream<String> parts() {
        return Stream.of("schema", "state", "commands");
    }

    static List<Object[]> otherForms() {
        List<Object[]> forms = new ArrayList<>();
        add(
                forms,
                "",
                TEXT,
                FLAG,
                NOTHING,
                NUMBER,
                LIST,
                BYTES,
                TEXTS,
                FIELDS,
                AttributeValue.fromM(Map.of()));
        add(
                forms,
                "schema",
                TEXT,
                FLAG,
                NOTHING,
                LIST,
                BYTES,
                TEXTS,
                FIELDS,
                AttributeValue.fromN("1.5"),
                AttributeValue.fromN("12345678901"));
        add(
                forms,
                "state",
                TEXT,
                FLAG,
                NOTHING,
                NUMBER,
                LIST,
                BYTES,
                TEXTS,
                AttributeValue.fromM(Map.of("odd", FLAG)),
                AttributeValue.fromM(Map.of("odd", AttributeValue.fromL(List.of(TEXTS)))));
        add(forms, "commands", TEXT, FLAG, NOTHING, NUMBER, LIST, BYTES, TEXTS, FIELDS);
        return forms;
    }

    private static void add(List<Object[]> forms, String part, AttributeValue... odd) {
        for (AttributeValue each : odd) {
            forms.add(new Object[] {part, each});
        }
    }

    private AttributeValue with(String part, AttributeValue value) {
        Map<String, AttributeValue> parts = new HashMap<>(snapshot().m());
        parts.put(part, value);
        return AttributeValue.fromM(parts);
    }

    private AttributeValue snapshot() {
        return new SnapshotConverter()
                .transformFrom(Objects.requireNonNull(withSnapshot.snapshot()));
    }

    private void put(AttributeValue snapshot) {
        Map<String, AttributeValue> item =
                new HashMap<>(CommitSchema.SCHEMA.itemToMap(commit, true));
        item.put("snapshot", snapshot);
        LocalTables.CLIENT.putItem(
                put -> put.tableName(LocalTables.TABLES.events().name()).item(item));
    }

    private void assertThatItIsRead(Commit expected) {
        assertThat(store.readAfter(commit.stream(), 0, 10)).containsExactly(expected);
        assertThat(store.readBack(commit.stream(), 1, found -> true)).containsExactly(expected);
        assertThat(store.append(Commits.of(commit.stream(), 1, "too late")))
                .isEqualTo(new Appended.Taken(expected));
    }
}
