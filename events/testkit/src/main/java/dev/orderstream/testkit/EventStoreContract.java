package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.EventStore.Appended.Taken;
import dev.orderstream.eventsourcing.EventStore.Appended.Written;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.KnownCommands.Known;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every event store does: the tests of each adapter extend it. It works on streams of its own,
 * so the store may be shared and need not be empty.
 */
public abstract class EventStoreContract {

    private static final int ALL = Integer.MAX_VALUE;
    private static final int KB = 1024;

    /** The store under test. */
    protected abstract EventStore store();

    @Test
    void a_stream_that_nobody_wrote_to_is_empty() {
        assertThat(store().readAfter(Commits.newStream(), 0, ALL)).isEmpty();
    }

    @Test
    void a_commit_is_read_as_it_was_written() {
        Commit.Origin origin =
                new Commit.Origin(
                        Digest.random(), Digest.random(), true, "jürgen@例え", "corr # 1", "cause-1");
        Commit commit =
                new Commit(
                        Commits.newStream(),
                        1,
                        Instant.parse("2026-02-28T23:59:59.999Z"),
                        List.of(
                                new StoredEvent("Everything", 1, Documents.everything()),
                                new StoredEvent("Nothing", 27, Documents.filler(0))),
                        origin);

        Appended appended = store().append(commit);

        assertThat(appended).isEqualTo(new Written());
        assertThat(store().readAfter(commit.stream(), 0, ALL)).containsExactly(commit);
    }

    @Test
    void a_commit_is_read_with_the_snapshot_that_it_was_written_with() {
        StreamId stream = Commits.newStream();
        KnownCommands commands =
                KnownCommands.NONE
                        .after(Commits.of(stream, 1), 100)
                        .after(Commits.of(stream, 987_654_321_987L), 100);
        Commit commit =
                Commits.of(stream, 1).with(new Snapshot(27, Documents.everything(), commands));

        Appended appended = store().append(commit);
        Appended repeated = store().append(Commits.of(stream, 1, "too late"));

        assertThat(appended).isEqualTo(new Written());
        assertThat(repeated).isEqualTo(new Taken(commit));
        assertThat(store().readAfter(stream, 0, ALL)).containsExactly(commit);
        assertThat(store().readBack(stream, 1, found -> false)).containsExactly(commit);
    }

    @Test
    void a_commit_is_read_with_the_owner_that_it_was_written_with() {
        Commit owned = Commits.of(Commits.newStream(), 1).ownedBy("jürgen@例え");
        Commit other = Commits.of(Commits.newStream(), 1).ownedBy("c-2");

        store().append(List.of(owned, other));

        assertThat(store().append(owned)).isEqualTo(new Taken(owned));
        assertThat(store().readAfter(owned.stream(), 0, ALL)).containsExactly(owned);
        assertThat(store().readBack(other.stream(), 1, found -> false)).containsExactly(other);
    }

    @Test
    void a_snapshot_of_nothing_is_a_snapshot_all_the_same() {
        Commit commit =
                Commits.of(Commits.newStream(), 1)
                        .with(new Snapshot(1, Document.Fields.NONE, KnownCommands.NONE));

        store().append(commit);

        assertThat(store().readAfter(commit.stream(), 0, ALL)).containsExactly(commit);
    }

    @Test
    void whether_its_sender_gave_a_key_is_read_as_it_was_written() {
        for (boolean keyed : new boolean[] {true, false}) {
            Commit.Origin origin =
                    new Commit.Origin(
                            Digest.random(), Digest.random(), keyed, "user", "correlation", null);
            Commit commit = by(origin, Commits.of(Commits.newStream(), 1));

            store().append(commit);

            assertThat(store().append(commit)).isEqualTo(new Taken(commit));
            assertThat(store().readAfter(commit.stream(), 0, ALL))
                    .containsExactly(commit)
                    .allMatch(read -> read.origin().keyed() == keyed);
        }
    }

    @Test
    void whether_its_sender_owns_the_stream_is_read_as_it_was_written() {
        for (boolean byOwner : new boolean[] {true, false}) {
            Commit.Origin origin =
                    new Commit.Origin(
                            Digest.random(), Digest.random(), true, "u", "c", null, byOwner);
            Commit commit = by(origin, Commits.of(Commits.newStream(), 1));

            store().append(commit);

            assertThat(store().readAfter(commit.stream(), 0, ALL))
                    .containsExactly(commit)
                    .allMatch(read -> read.origin().byOwner() == byOwner);
        }
    }

    @Test
    void a_commit_without_a_cause_is_read_without_one() {
        Commit commit = Commits.of(Commits.newStream(), 1);
        assertThat(commit.origin().causationId()).isNull();

        store().append(commit);

        assertThat(store().readAfter(commit.stream(), 0, ALL)).containsExactly(commit);
    }

    @Test
    void the_events_of_a_commit_keep_their_order() {
        List<StoredEvent> events =
                LongStream.rangeClosed(1, 51)
                        .mapToObj(i -> new StoredEvent("E" + i % 3, 1, Documents.filler((int) i)))
                        .toList();
        Commit commit = Commits.of(Commits.newStream(), 1, events);

        store().append(commit);

        assertThat(store().readAfter(commit.stream(), 0, ALL)).containsExactly(commit);
    }

    @Test
    void any_document_is_read_as_it_was_written() {
        Seeds.forEach(
                20,
                (seed, random) -> {
                    StoredEvent event =
                            new StoredEvent("Random", 1, Documents.random(random, 8, 4));
                    Commit commit = Commits.of(Commits.newStream(), 1, List.of(event));

                    store().append(commit);

                    assertThat(store().readAfter(commit.stream(), 0, ALL)).containsExactly(commit);
                });
    }

    @Test
    void a_version_that_is_taken_is_answered_with_the_commit_that_holds_it() {
        StreamId stream = Commits.newStream();
        StoredEvent event = new StoredEvent("Everything", 3, Documents.everything());
        Commit first = Commits.of(stream, 1, List.of(event));
        store().append(first);

        Appended appended = store().append(Commits.of(stream, 1, "too late"));

        assertThat(appended).isEqualTo(new Taken(first));
        assertThat(store().readAfter(stream, 0, ALL)).containsExactly(first);
    }

    @Test
    void an_older_version_is_never_written_again() {
        StreamId stream = Commits.newStream();
        List<Commit> stored = append(stream, 1, 3);

        Appended appended = store().append(Commits.of(stream, 2, "too late"));

        assertThat(appended).isEqualTo(new Taken(stored.get(1)));
        assertThat(store().readAfter(stream, 0, ALL)).isEqualTo(stored);
    }

    @Test
    void a_repeated_append_is_answered_with_the_own_commit() {
        Commit commit = Commits.of(Commits.newStream(), 1);
        store().append(commit);

        Appended repeated = store().append(commit);

        assertThat(repeated).isEqualTo(new Taken(commit));
        assertThat(store().readAfter(commit.stream(), 0, ALL)).containsExactly(commit);
    }

    @Test
    void reading_starts_after_the_version_that_is_known() {
        StreamId stream = Commits.newStream();
        List<Commit> stored = append(stream, 1, 5);

        assertThat(store().readAfter(stream, 2, ALL)).isEqualTo(stored.subList(2, 5));
        assertThat(store().readAfter(stream, 4, ALL)).isEqualTo(stored.subList(4, 5));
        assertThat(store().readAfter(stream, 5, ALL)).isEmpty();
        assertThat(store().readAfter(stream, 100, ALL)).isEmpty();
    }

    @Test
    void reading_stops_at_the_limit() {
        StreamId stream = Commits.newStream();
        List<Commit> stored = append(stream, 1, 5);

        assertThat(store().readAfter(stream, 0, 1)).isEqualTo(stored.subList(0, 1));
        assertThat(store().readAfter(stream, 1, 3)).isEqualTo(stored.subList(1, 4));
        assertThat(store().readAfter(stream, 0, 5)).isEqualTo(stored);
        assertThat(store().readAfter(stream, 0, 6)).isEqualTo(stored);
    }

    @Test
    void versions_are_numbers_and_not_texts() {
        StreamId stream = Commits.newStream();
        List<Commit> stored = append(stream, 1, 101);

        assertThat(store().readAfter(stream, 0, ALL)).isEqualTo(stored);
        assertThat(store().readAfter(stream, 8, 3)).isEqualTo(stored.subList(8, 11));
        assertThat(store().readAfter(stream, 99, ALL)).isEqualTo(stored.subList(99, 101));
    }

    @Test
    void reading_follows_every_page() {
        StreamId stream = Commits.newStream();
        appendLarge(stream);

        assertThat(versions(store().readAfter(stream, 0, ALL))).isEqualTo(versions(1, 60));
        assertThat(versions(store().readAfter(stream, 3, 50))).isEqualTo(versions(4, 53));
    }

    @Test
    void reading_back_in_a_stream_that_nobody_wrote_to_brings_nothing() {
        assertThat(store().readBack(Commits.newStream(), 10, commit -> true)).isEmpty();
        assertThat(store().readBack(Commits.newStream(), 10, commit -> false)).isEmpty();
    }

    @Test
    void reading_back_without_a_commit_that_is_enough_brings_all_from_the_oldest() {
        StreamId stream = Commits.newStream();
        List<Commit> stored = append(stream, 1, 12);

        for (int first : new int[] {1, 2, 11, 12, 13, 1_000}) {
            assertThat(store().readBack(stream, first, commit -> false)).isEqualTo(stored);
        }
    }

    @Test
    void reading_back_stops_at_the_newest_commit_that_is_enough() {
        StreamId stream = Commits.newStream();
        List<Commit> stored = append(stream, 1, 12);
        Predicate<Commit> enough = commit -> commit.version() % 4 == 2;

        // Within the first ones, at their end, just beyond, and by the next page.
        for (int first : new int[] {12, 5, 3, 2, 1}) {
            assertThat(store().readBack(stream, first, enough)).isEqualTo(stored.subList(9, 12));
        }
        assertThat(store().readBack(stream, 3, commit -> commit.version() == 12))
                .isEqualTo(stored.subList(11, 12));
        assertThat(store().readBack(stream, 3, commit -> commit.version() == 1)).isEqualTo(stored);
        assertThat(store().readBack(stream, 100, commit -> commit.version() == 1))
                .isEqualTo(stored);
    }

    @Test
    void reading_back_follows_every_page() {
        StreamId stream = Commits.newStream();
        appendLarge(stream);

        assertThat(versions(store().readBack(stream, 5, commit -> false)))
                .isEqualTo(versions(1, 60));
        assertThat(versions(store().readBack(stream, 60, commit -> false)))
                .isEqualTo(versions(1, 60));
        assertThat(versions(store().readBack(stream, 5, commit -> commit.version() == 3)))
                .isEqualTo(versions(3, 60));
        assertThat(versions(store().readBack(stream, 60, commit -> commit.version() == 58)))
                .isEqualTo(versions(58, 60));
    }

    @Test
    void reading_back_brings_a_commit_as_soon_as_it_was_acknowledged() {
        StreamId stream = Commits.newStream();
        for (int version = 1; version <= 11; version++) {
            Commit commit = Commits.of(stream, version);
            store().append(commit);

            assertThat(store().readBack(stream, 3, found -> false))
                    .hasSize(version)
                    .contains(commit);
        }
    }

    @Test
    void reading_back_tells_a_gap_in_what_it_read() {
        StreamId stream = Commits.newStream();
        append(stream, 1, 3);
        append(stream, 5, 8);

        assertThatThrownBy(() -> store().readBack(stream, 2, commit -> commit.version() == 2))
                .isInstanceOf(BrokenStreamException.class)
                .hasMessageContaining("expected version 4, found 5");
        assertThatThrownBy(() -> store().readBack(stream, 100, commit -> commit.version() == 3))
                .isInstanceOf(BrokenStreamException.class);
        assertThatThrownBy(() -> store().readBack(stream, 100, commit -> false))
                .isInstanceOf(BrokenStreamException.class);
    }

    @Test
    void reading_back_never_comes_to_a_gap_below_the_commit_that_is_enough() {
        StreamId stream = Commits.newStream();
        append(stream, 1, 3);
        List<Commit> aboveTheGap = append(stream, 5, 8);

        for (int first : new int[] {1, 4, 5, 100}) {
            assertThat(store().readBack(stream, first, commit -> commit.version() == 5))
                    .isEqualTo(aboveTheGap);
        }
    }

    @Test
    void reading_back_tells_a_stream_that_does_not_start_at_one() {
        StreamId stream = Commits.newStream();
        append(stream, 2, 4);

        assertThatThrownBy(() -> store().readBack(stream, 2, commit -> false))
                .isInstanceOf(BrokenStreamException.class)
                .hasMessageContaining("expected version 1, found 2");
    }

    @Test
    void a_stream_that_nobody_wrote_to_has_no_newest_commit() {
        assertThat(store().newest(Commits.newStream())).isEmpty();
    }

    @Test
    void the_newest_commit_is_there_as_soon_as_it_was_acknowledged() {
        StreamId stream = Commits.newStream();
        for (int version = 1; version <= 11; version++) {
            Commit commit = Commits.of(stream, version);
            store().append(commit);

            assertThat(store().newest(stream)).contains(commit);
        }
    }

    @Test
    void the_newest_commit_is_that_of_the_stream_alone() {
        StreamId stream = Commits.newStream();
        StreamId longer = new StreamId(stream.category(), stream.id() + "-1");
        Commit commit = Commits.of(stream, 1);
        store().append(commit);
        append(longer, 1, 3);

        assertThat(store().newest(stream)).contains(commit);
    }

    @Test
    void streams_whose_names_resemble_each_other_are_kept_apart() {
        StreamId stream = Commits.newStream();
        List<StreamId> alike =
                List.of(
                        stream,
                        new StreamId(stream.category(), stream.id() + "-1"),
                        new StreamId(stream.category(), stream.id() + "1"),
                        new StreamId(stream.category() + "s", stream.id()),
                        new StreamId(stream.category(), stream.id().substring(1)));

        List<Appended> appended =
                alike.stream()
                        .map(each -> store().append(Commits.of(each, 1, "of " + each)))
                        .toList();

        assertThat(appended).containsOnly(new Written());
        for (StreamId each : alike) {
            assertThat(store().readAfter(each, 0, ALL))
                    .extracting(Commit::stream)
                    .containsExactly(each);
            assertThat(store().readBack(each, 10, commit -> false))
                    .extracting(Commit::stream)
                    .containsExactly(each);
        }
    }

    @Test
    void commits_of_several_streams_are_stored_together() {
        List<Commit> commits =
                List.of(
                        Commits.of(Commits.newStream(), 1),
                        Commits.of(Commits.newStream(), 1),
                        Commits.of(Commits.newStream(), 1));

        Appended appended = store().append(commits);

        assertThat(appended).isEqualTo(new Written());
        for (Commit commit : commits) {
            assertThat(store().readAfter(commit.stream(), 0, ALL)).containsExactly(commit);
        }
    }

    @Test
    void where_one_of_several_versions_is_taken_nothing_is_stored() {
        StreamId taken = Commits.newStream();
        List<Commit> stored = append(taken, 1, 2);
        Commit first = Commits.of(Commits.newStream(), 1);
        Commit last = Commits.of(Commits.newStream(), 1);

        Appended appended = store().append(List.of(first, Commits.of(taken, 2, "late"), last));

        assertThat(appended).isEqualTo(new Taken(stored.get(1)));
        assertThat(store().readAfter(first.stream(), 0, ALL)).isEmpty();
        assertThat(store().readAfter(last.stream(), 0, ALL)).isEmpty();
        assertThat(store().readAfter(taken, 0, ALL)).isEqualTo(stored);
    }

    @Test
    void all_who_hold_a_version_that_was_asked_for_are_told() {
        Commit first = Commits.of(Commits.newStream(), 1);
        Commit second = Commits.of(Commits.newStream(), 1);
        store().append(first);
        store().append(second);
        Commit free = Commits.of(Commits.newStream(), 1);

        Appended appended =
                store().append(
                                List.of(
                                        Commits.of(first.stream(), 1, "late"),
                                        free,
                                        Commits.of(second.stream(), 1, "late")));

        assertThat(appended).isEqualTo(new Taken(List.of(first, second)));
        assertThat(store().readAfter(free.stream(), 0, ALL)).isEmpty();
    }

    /** A store may know it again, or find its commits. */
    @Test
    void a_repeated_append_to_several_streams_stores_nothing_twice() {
        List<Commit> commits =
                List.of(Commits.of(Commits.newStream(), 1), Commits.of(Commits.newStream(), 1));
        store().append(commits);

        Appended repeated = store().append(commits);

        assertThat(repeated).isIn(new Written(), new Taken(commits));
        for (Commit commit : commits) {
            assertThat(store().readAfter(commit.stream(), 0, ALL)).containsExactly(commit);
        }
    }

    @Test
    void two_commits_of_one_stream_are_never_stored_together() {
        StreamId stream = Commits.newStream();

        assertThatThrownBy(
                        () -> store().append(List.of(Commits.of(stream, 1), Commits.of(stream, 2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store().readAfter(stream, 0, ALL)).isEmpty();
    }

    @Test
    void as_many_as_fit_are_stored_together() {
        List<Commit> commits =
                IntStream.range(0, 100)
                        .mapToObj(n -> Commits.of(Commits.newStream(), 1, "number " + n))
                        .toList();
        assertThat(store().fits(commits)).isTrue();

        assertThat(store().append(commits)).isEqualTo(new Written());

        assertThat(store().newest(commits.getLast().stream())).contains(commits.getLast());
    }

    /** The streams of each in another order. */
    @Test
    void of_many_who_write_the_same_two_streams_at_once_just_one_succeeds_in_both() {
        StreamId one = Commits.newStream();
        StreamId other = Commits.newStream();

        List<Appended> appended =
                Together.run(
                        8,
                        n -> {
                            Commit first = Commits.of(one, 1, "number " + n);
                            Commit second = Commits.of(other, 1, "number " + n);
                            return () ->
                                    untilAnswered(
                                            n % 2 == 0
                                                    ? List.of(first, second)
                                                    : List.of(second, first));
                        });

        assertThat(appended).filteredOn(Written.class::isInstance).hasSize(1);
        assertThat(store().readAfter(one, 0, ALL))
                .singleElement()
                .satisfies(commit ->
                        assertThat(store().readAfter(other, 0, ALL))
                                .singleElement()
                                .extracting(Commit::events)
                                .isEqualTo(commit.events()));
    }

    /** Transactions that meet each other are told as an outage that passes. */
    private Appended untilAnswered(List<Commit> commits) {
        while (true) {
            try {
                return store().append(commits);
            } catch (OutageException passing) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void of_many_who_write_one_version_at_once_just_one_succeeds() {
        StreamId stream = Commits.newStream();
        for (int version = 1; version <= 25; version++) {
            List<Commit> rivals = commits(stream, version, 8);

            List<Appended> appended = Together.run(8, i -> () -> store().append(rivals.get(i)));

            assertThat(appended).filteredOn(Written.class::isInstance).hasSize(1);
            Commit winner = rivals.get(appended.indexOf(new Written()));
            assertThat(appended)
                    .filteredOn(Taken.class::isInstance)
                    .containsOnly(new Taken(winner));
            assertThat(store().readAfter(stream, version - 1L, ALL)).containsExactly(winner);
        }
    }

    @Test
    void a_missing_version_is_told_loudly() {
        StreamId stream = Commits.newStream();
        store().append(Commits.of(stream, 1));
        Commit behindTheGap = Commits.of(stream, 3);
        store().append(behindTheGap);

        assertThatThrownBy(() -> store().readAfter(stream, 0, ALL))
                .isInstanceOf(BrokenStreamException.class)
                .hasMessageContaining("expected version 2, found 3");
        assertThatThrownBy(() -> store().readAfter(stream, 1, 1))
                .isInstanceOf(BrokenStreamException.class);
        assertThat(store().readAfter(stream, 2, ALL)).containsExactly(behindTheGap);
    }

    @Test
    void a_stream_that_does_not_start_at_one_is_told_loudly() {
        StreamId stream = Commits.newStream();
        store().append(Commits.of(stream, 2));

        assertThatThrownBy(() -> store().readAfter(stream, 0, ALL))
                .isInstanceOf(BrokenStreamException.class);
    }

    @Test
    void small_commits_fit_up_to_a_hundred() {
        assertThat(store().fits(List.of(Commits.of(Commits.newStream(), 1)))).isTrue();
        assertThat(store().fits(Collections.nCopies(100, Commits.of(Commits.newStream(), 1))))
                .isTrue();
        assertThat(store().fits(Collections.nCopies(101, Commits.of(Commits.newStream(), 1))))
                .isFalse();
    }

    @Test
    void a_commit_of_more_than_400_kb_does_not_fit() {
        assertThat(store().fits(List.of(ofSize(401 * KB)))).isFalse();
        assertThat(store().fits(List.of(Commits.of(Commits.newStream(), 1), ofSize(401 * KB))))
                .isFalse();
        assertThat(store().fits(List.of(inManyEvents(401)))).isFalse();
    }

    @Test
    void commits_of_more_than_4_mb_together_do_not_fit() {
        assertThat(store().fits(Collections.nCopies(10, ofSize(390 * KB)))).isTrue();
        assertThat(store().fits(Collections.nCopies(11, ofSize(390 * KB)))).isFalse();
    }

    @Test
    void a_snapshot_takes_room_too() {
        Commit commit = ofSize(210 * KB);
        Snapshot large = new Snapshot(1, Documents.filler(200 * KB), KnownCommands.NONE);
        Snapshot small = new Snapshot(1, Documents.filler(KB), KnownCommands.NONE);
        List<Known> keys =
                Collections.nCopies(200 * KB / 40, new Known(Digest.random(), Digest.random(), 1));
        Snapshot ofManyKeys = new Snapshot(1, Documents.filler(0), new KnownCommands(keys));

        assertThat(store().fits(List.of(commit.with(small)))).isTrue();
        assertThat(store().fits(List.of(commit.with(large)))).isFalse();
        assertThat(store().fits(List.of(commit.with(ofManyKeys)))).isFalse();
    }

    @Test
    void what_fits_can_be_appended() {
        for (Commit commit :
                List.of(
                        ofSize(399 * KB),
                        inManyEvents(380),
                        ofSize(200 * KB)
                                .with(
                                        new Snapshot(
                                                1,
                                                Documents.filler(199 * KB),
                                                KnownCommands.NONE)))) {
            assertThat(store().fits(List.of(commit))).isTrue();
            assertThat(store().append(commit)).isEqualTo(new Written());
            assertThat(store().newest(commit.stream())).contains(commit);
        }
    }

    private static Commit ofSize(int bytes) {
        StoredEvent large = new StoredEvent("Large", 1, Documents.filler(bytes));
        return Commits.of(Commits.newStream(), 1, List.of(large));
    }

    private static Commit inManyEvents(int events) {
        StoredEvent each = new StoredEvent("Large", 1, Documents.filler(KB));
        return Commits.of(Commits.newStream(), 1, Collections.nCopies(events, each));
    }

    private static Commit by(Commit.Origin origin, Commit commit) {
        return new Commit(
                commit.stream(), commit.version(), commit.recordedAt(), commit.events(), origin);
    }

    private void appendLarge(StreamId stream) {
        for (int version = 1; version <= 60; version++) {
            StoredEvent large = new StoredEvent("Large", 1, Documents.filler(40_000));
            store().append(Commits.of(stream, version, List.of(large)));
        }
    }

    private List<Commit> append(StreamId stream, long first, long last) {
        List<Commit> commits =
                LongStream.rangeClosed(first, last)
                        .mapToObj(version -> Commits.of(stream, version))
                        .toList();
        commits.forEach(store()::append);
        return commits;
    }

    private static List<Commit> commits(StreamId stream, long version, int rivals) {
        return LongStream.range(0, rivals)
                .mapToObj(i -> Commits.of(stream, version, "rival " + i))
                .toList();
    }

    private static List<Long> versions(List<Commit> commits) {
        return commits.stream().map(Commit::version).toList();
    }

    private static List<Long> versions(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
