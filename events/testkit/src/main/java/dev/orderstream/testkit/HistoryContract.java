package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The history of a thing is told in the order of its versions. */
abstract class HistoryContract {

    private static final int ALL = 1_000;

    abstract ViewStore views();

    @Test
    void a_thing_that_nothing_happened_to_has_no_history() {
        assertThat(views().history(newOwner(), 0, 100, ALL, Consistency.EVENTUAL)).isEmpty();
    }

    @Test
    void an_entry_is_read_as_it_was_written() {
        String owner = newOwner();
        List<HistoryEntry> entries =
                List.of(entry(1, "cause-1", 1_000), entry(2, null, 0), everything(3));

        put(owner, entries);

        assertHistory(owner, 0, 3, ALL, entries);
    }

    @Test
    void versions_are_told_in_the_order_of_numbers() {
        String owner = newOwner();
        put(owner, List.of(entry(100), entry(9)));
        put(owner, List.of(entry(11), entry(1), entry(10)));
        put(owner, List.of(entry(2)));

        assertVersions(owner, 0, 1_000, ALL, 1, 2, 9, 10, 11, 100);
        assertVersions(owner, 8, 11, ALL, 9, 10, 11);
    }

    @Test
    void history_starts_after_one_version_and_ends_with_another() {
        String owner = newOwner();
        put(owner, entries(1, 12));

        assertVersions(owner, 3, 6, ALL, 4, 5, 6);
        assertVersions(owner, 11, 12, ALL, 12);
        assertVersions(owner, 0, 1, ALL, 1);
        assertVersions(owner, 4, 4, ALL);
        assertVersions(owner, 5, 4, ALL);
        assertVersions(owner, 12, 100, ALL);
    }

    @Test
    void history_has_no_more_entries_than_asked_for() {
        String owner = newOwner();
        put(owner, entries(1, 12));

        assertVersions(owner, 0, 12, 3, 1, 2, 3);
        assertVersions(owner, 7, 12, 1, 8);
        assertVersions(owner, 9, 12, 3, 10, 11, 12);
    }

    @Test
    void the_same_entry_again_changes_nothing() {
        String owner = newOwner();
        List<HistoryEntry> entries = entries(1, 3);
        put(owner, entries);

        put(owner, entries.subList(1, 3));
        put(owner, entries.subList(0, 1));

        assertHistory(owner, 0, 3, ALL, entries);
    }

    @Test
    void things_whose_names_resemble_each_other_have_their_own_histories() {
        String owner = newOwner();
        put(owner, List.of(entry(1)));
        put(owner + "1", List.of(entry(2)));
        put(owner.substring(0, owner.length() - 1), List.of(entry(3)));

        assertVersions(owner, 0, 1_000, ALL, 1);
    }

    @Test
    void many_large_entries_are_stored_at_once_and_read_over_every_page() {
        String owner = newOwner();
        List<HistoryEntry> entries =
                LongStream.rangeClosed(1, 60)
                        .mapToObj(version -> entry(version, null, 20_000))
                        .toList();

        put(owner, entries);

        assertHistory(owner, 0, 60, ALL, entries);
        assertHistory(owner, 2, 60, 55, entries.subList(2, 57));
    }

    private void put(String owner, List<HistoryEntry> entries) {
        views().putAhead(owner, entries, Tokens.NONE);
    }

    private static String newOwner() {
        return Views.newKey().owner();
    }

    private static List<HistoryEntry> entries(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(HistoryContract::entry).toList();
    }

    private static HistoryEntry entry(long version) {
        return entry(version, null, 1);
    }

    private static HistoryEntry entry(long version, @Nullable String cause, int characters) {
        return entry(version, cause, new StoredEvent("Noted", 1, Documents.filler(characters)));
    }

    private static HistoryEntry everything(long version) {
        return entry(version, null, new StoredEvent("Everything", 4, Documents.everything()));
    }

    private static HistoryEntry entry(long version, @Nullable String cause, StoredEvent event) {
        Instant time = Instant.parse("2026-01-01T00:00:00.001Z").plusMillis(version);
        boolean byOwner = version % 2 == 1;
        return new HistoryEntry(
                version, time, "user-1", "corr-1", cause, byOwner, List.of(event, event));
    }

    private void assertVersions(
            String owner, long afterVersion, long upToVersion, int entriesMax, long... versions) {
        Eventually.check(() ->
                assertThat(
                                views().history(
                                                owner,
                                                afterVersion,
                                                upToVersion,
                                                entriesMax,
                                                Consistency.STRONG))
                        .extracting(HistoryEntry::version)
                        .containsExactlyElementsOf(LongStream.of(versions).boxed().toList()));
    }

    private void assertHistory(
            String owner,
            long afterVersion,
            long upToVersion,
            int entriesMax,
            List<HistoryEntry> expected) {
        Eventually.check(() ->
                assertThat(
                                views().history(
                                                owner,
                                                afterVersion,
                                                upToVersion,
                                                entriesMax,
                                                Consistency.STRONG))
                        .isEqualTo(expected));
    }
}
