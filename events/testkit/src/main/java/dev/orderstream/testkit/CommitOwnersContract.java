package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.CommitOwners;
import dev.orderstream.eventsourcing.view.CommitOwners.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every look-up of commits' owners does: the tests of each adapter extend it. */
public abstract class CommitOwnersContract {

    /** The look-up under test. */
    protected abstract CommitOwners owners();

    /** The store of the commits that it looks up. */
    protected abstract EventStore store();

    @Test
    void a_commit_that_does_not_exist_is_not_found() {
        StreamId stream = Commits.newStream();
        store().append(Commits.of(stream, 1));

        assertThat(owners().find(stream, 2)).isEmpty();
        assertThat(owners().find(stream, Integer.MAX_VALUE)).isEmpty();
        assertThat(owners().find(Commits.newStream(), 1)).isEmpty();
    }

    @Test
    void a_commit_is_found_with_its_owner() {
        StreamId stream = Commits.newStream();
        store().append(Commits.of(stream, 1).ownedBy("first"));
        store().append(Commits.of(stream, 2).ownedBy("jürgen@例え"));

        assertThat(owners().find(stream, 1)).contains(new Found("first"));
        assertThat(owners().find(stream, 2)).contains(new Found("jürgen@例え"));
    }

    @Test
    void a_commit_without_an_owner_is_found_without_one() {
        Commit commit = Commits.of(Commits.newStream(), 1);
        store().append(commit);

        assertThat(owners().find(commit.stream(), 1)).contains(new Found(null));
    }

    @Test
    void commits_that_were_stored_together_are_found_each_with_its_own_owner() {
        Commit one = Commits.of(Commits.newStream(), 1).ownedBy("one");
        Commit other = Commits.of(Commits.newStream(), 1);
        store().append(List.of(one, other));

        assertThat(owners().find(one.stream(), 1)).contains(new Found("one"));
        assertThat(owners().find(other.stream(), 1)).contains(new Found(null));
    }
}
