package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What everybody does who hands over all commits: the tests of each adapter extend it. It looks at
 * streams of its own, so the store may be shared and need not be empty.
 */
public abstract class AllCommitsContract {

    /** Where the commits are written. */
    protected abstract EventStore store();

    /** What hands over the commits of that store. */
    protected abstract AllCommits allCommits();

    @Test
    void every_commit_rings_once_however_many_pages_there_are() {
        StreamId large = Commits.newStream();
        List<Commit> written = new ArrayList<>();
        for (int version = 1; version <= 60; version++) {
            StoredEvent event = new StoredEvent("Large", 1, Documents.filler(40_000));
            written.add(Commits.of(large, version, List.of(event)));
        }
        Stream.generate(Commits::newStream)
                .limit(20)
                .forEach(stream -> written.add(Commits.of(stream, 1)));

        written.forEach(store()::append);

        assertThat(ringing(written))
                .allSatisfy(doorbell -> assertThat(doorbell.commit()).isPresent())
                .extracting(doorbell -> doorbell.commit().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void a_doorbell_tells_stream_and_version() {
        Commit commit = Commits.of(Commits.newStream(), 1);
        store().append(commit);

        assertThat(ringing(List.of(commit)))
                .singleElement()
                .satisfies(doorbell -> {
                    assertThat(doorbell.stream()).isEqualTo(commit.stream());
                    assertThat(doorbell.version()).isEqualTo(1);
                });
    }

    @Test
    void a_commit_is_there_as_soon_as_it_was_acknowledged() {
        StreamId stream = Commits.newStream();
        for (int version = 1; version <= 5; version++) {
            Commit commit = Commits.of(stream, version);
            store().append(commit);

            assertThat(ringing(List.of(commit))).hasSize(version);
        }
    }

    @Test
    void each_commit_is_in_one_segment() {
        List<Commit> written = twentyStreams();
        Set<StreamId> streams = streams(written);

        List<Doorbell> all = new ArrayList<>();
        for (Segment segment : Segment.all(4)) {
            List<Doorbell> part = read(segment, null, streams);
            assertThat(read(segment, null, streams))
                    .extracting(Doorbell::stream, Doorbell::version)
                    .containsExactlyElementsOf(
                            part.stream()
                                    .map(bell -> tuple(bell.stream(), bell.version()))
                                    .toList());
            all.addAll(part);
        }

        assertThat(all)
                .extracting(doorbell -> doorbell.commit().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void one_goes_on_behind_any_commit_of_a_segment() {
        List<Commit> written = twentyStreams();
        Set<StreamId> streams = streams(written);

        for (Segment segment : Segment.all(2)) {
            List<Doorbell> all = read(segment, null, streams);
            for (int i = 0; i < all.size(); i += 30) {
                Doorbell last = all.get(i);
                Place behind = new Place(last.stream().toString(), Long.toString(last.version()));

                assertThat(read(segment, behind, streams))
                        .extracting(Doorbell::stream, Doorbell::version)
                        .containsExactlyElementsOf(
                                all.subList(i + 1, all.size()).stream()
                                        .map(bell -> tuple(bell.stream(), bell.version()))
                                        .toList());
            }
        }
    }

    @Test
    void the_commits_of_one_stream_come_together_and_in_order() {
        List<Commit> written = twentyStreams();

        List<Doorbell> all = read(Segment.WHOLE, null, streams(written));

        Map<StreamId, Long> versions = new HashMap<>();
        StreamId before = null;
        for (Doorbell doorbell : all) {
            Long last = versions.put(doorbell.stream(), doorbell.version());
            assertThat(doorbell.version()).isEqualTo(last == null ? 1 : last + 1);
            assertThat(last == null || doorbell.stream().equals(before)).isTrue();
            before = doorbell.stream();
        }
    }

    private List<Commit> twentyStreams() {
        List<Commit> written = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            StreamId stream = Commits.newStream();
            for (int version = 1; version <= 1 + i % 12; version++) {
                written.add(Commits.of(stream, version));
            }
        }
        written.forEach(store()::append);
        return written;
    }

    private static Set<StreamId> streams(List<Commit> commits) {
        return commits.stream().map(Commit::stream).collect(Collectors.toSet());
    }

    private List<Doorbell> read(Segment segment, @Nullable Place from, Set<StreamId> streams) {
        List<Doorbell> read = new ArrayList<>();
        Place after = from;
        do {
            AllCommits.Page page = allCommits().read(segment, after);
            page.doorbells().stream()
                    .filter(doorbell -> streams.contains(doorbell.stream()))
                    .forEach(read::add);
            after = page.next().orElse(null);
        } while (after != null);
        return read;
    }

    private List<Doorbell> ringing(List<Commit> commits) {
        Set<StreamId> streams =
                Set.copyOf(commits.stream().map(Commit::stream).distinct().toList());
        List<Doorbell> ringing = new ArrayList<>();
        allCommits()
                .forEachPage(page ->
                        page.stream()
                                .filter(doorbell -> streams.contains(doorbell.stream()))
                                .forEach(ringing::add));
        return ringing;
    }
}
