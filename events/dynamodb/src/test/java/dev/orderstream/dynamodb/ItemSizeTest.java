package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.Documents;
import dev.orderstream.testkit.Seeds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DynamoDB Local counts as DynamoDB says that it does. */
class ItemSizeTest {

    private static final Tables TABLES = LocalTables.apart("size");

    private static final int LIMIT_BYTES = 409_600;

    /** So that a byte too few for each would be seen. */
    private static final int NUMBERS = 1_000;

    private final DynamoDbEventStore store = new DynamoDbEventStore(LocalTables.CLIENT, TABLES);

    @Test
    void a_commit_of_texts_fits_to_the_byte() {
        Commit full = filledUp(List.of(), null, 0);
        Commit tooLarge = filledUp(List.of(), null, 1);

        assertThat(size(full)).isEqualTo(LIMIT_BYTES);
        assertThat(store.fits(List.of(full))).isTrue();
        assertThat(store.append(full)).isEqualTo(new Appended.Written());
        assertThat(store.fits(List.of(tooLarge))).isFalse();
    }

    @Test
    void a_size_is_at_most_a_byte_too_large_for_each_number() {
        // There are two: the version of the commit and the schema of its event.
        Commit full = filledUp(List.of(), null, 2);
        Commit tooLarge = filledUp(List.of(), null, 3);

        assertThat(store.append(full)).isEqualTo(new Appended.Written());
        assertThatThrownBy(() -> store.append(tooLarge)).isInstanceOf(RefusedException.class);
    }

    @Test
    void names_and_texts_are_counted_in_bytes() {
        Fields data =
                Document.fields().put("日本語 é 𝄞".repeat(100), "日本語 é 𝄞".repeat(1_000)).build();
        List<StoredEvent> events = List.of(new StoredEvent("Größe", 1, data));

        // Three numbers here.
        assertThat(store.append(filledUp(events, null, 3))).isEqualTo(new Appended.Written());
        Commit tooLarge = filledUp(events, null, 4);
        assertThatThrownBy(() -> store.append(tooLarge)).isInstanceOf(RefusedException.class);
    }

    @Test
    void whatever_fits_is_accepted() {
        Seeds.forEach(
                Seeds.runs(10, 300),
                (seed, random) -> {
                    List<StoredEvent> events = events(random);
                    Snapshot snapshot = random.nextBoolean() ? snapshot(random) : null;
                    Commit full = filledUp(events, snapshot, 0);

                    assertThat(store.fits(List.of(full))).isTrue();
                    assertThat(store.append(full)).isEqualTo(new Appended.Written());
                    assertThat(store.fits(List.of(filledUp(events, snapshot, 1)))).isFalse();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "10",
                "-10",
                "99",
                "-99",
                "100",
                "-100",
                "12345",
                "-12345",
                "-123456",
                "0.1",
                "-0.1",
                "0.01",
                "-0.01",
                "12.3",
                "-12.3",
                "-123.45",
                "99999999999999999999999999999999999999",
                "-99999999999999999999999999999999999999",
                "1.2345678901234567890123456789012345678",
                "-1.2345678901234567890123456789012345678",
                "-12.345678901234567890123456789012345678",
                "1E+125",
                "-9.9E+125",
                "1E-130",
                "-1E-129"
            })
    void a_number_of_any_shape_is_never_larger_than_it_is_taken_for(String number) {
        Decimal decimal = new Decimal(new BigDecimal(number));
        Fields data =
                Document.fields()
                        .put("numbers", Collections.nCopies(NUMBERS, decimal), each -> each)
                        .build();

        Commit full = filledUp(List.of(new StoredEvent("Counted", 1, data)), null, 0);

        assertThat(store.append(full)).isEqualTo(new Appended.Written());
        assertThat(store.newest(full.stream())).contains(full);
    }

    @Test
    void random_numbers_are_never_larger_than_they_are_taken_for() {
        Seeds.forEach(
                Seeds.runs(5, 100),
                (seed, random) -> {
                    List<Integer> each = Collections.nCopies(NUMBERS, 0);
                    Fields data =
                            Document.fields()
                                    .put("n", each, n -> new Decimal(Documents.decimal(random)))
                                    .build();

                    Commit full = filledUp(List.of(new StoredEvent("Counted", 1, data)), null, 0);

                    assertThat(store.append(full)).isEqualTo(new Appended.Written());
                });
    }

    private static List<StoredEvent> events(RandomGenerator random) {
        List<StoredEvent> events = new ArrayList<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            Fields data = Documents.random(random, 8, 3);
            events.add(new StoredEvent("Random", 1 + random.nextInt(1_000), data));
        }
        return events;
    }

    private static Snapshot snapshot(RandomGenerator random) {
        KnownCommands commands = KnownCommands.NONE;
        for (int version = random.nextInt(102); version > 0; version--) {
            commands = commands.after(Commits.of(Commits.newStream(), version), 100);
        }
        return new Snapshot(random.nextInt(100), Documents.random(random, 8, 3), commands);
    }

    /** With a text that makes the commit as large as one can be, and so many bytes more. */
    private static Commit filledUp(
            List<StoredEvent> events, @Nullable Snapshot snapshot, int bytesMore) {
        int room = LIMIT_BYTES - size(commit(events, snapshot, 0));
        assertThat(room).isPositive();
        return commit(events, snapshot, room + bytesMore);
    }

    private static Commit commit(
            List<StoredEvent> events, @Nullable Snapshot snapshot, int fillerBytes) {
        Fields filler = Document.fields().put("filler", "x".repeat(fillerBytes)).build();
        List<StoredEvent> all = new ArrayList<>(events);
        all.add(new StoredEvent("Filled", 1, filler));
        Commit commit = Commits.of(Commits.newStream(), 1, all);
        return snapshot == null ? commit : commit.with(snapshot);
    }

    private static int size(Commit commit) {
        return ItemSize.of(CommitSchema.SCHEMA.itemToMap(commit, true));
    }
}
