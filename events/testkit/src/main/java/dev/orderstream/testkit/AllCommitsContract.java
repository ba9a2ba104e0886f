package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
