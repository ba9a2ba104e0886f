package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.EventStore.Appended.Taken;
import dev.orderstream.eventsourcing.EventStore.Appended.Written;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every event store does: the tests of each adapter extend it. It works on streams of its own,
 * so the store may be shared and need not be empty.
 */
public abstract class EventStoreContract {

    private static final int ALL = Integer.MAX_VALUE;

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
        for (int version = 1; version <= 60; version++) {
            StoredEvent large = new StoredEvent("Large", 1, Documents.filler(40_000));
            store().append(Commits.of(stream, version, List.of(large)));
        }

        assertThat(versions(store().readAfter(stream, 0, ALL))).isEqualTo(versions(1, 60));
        assertThat(versions(store().readAfter(stream, 3, 50))).isEqualTo(versions(4, 53));
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
