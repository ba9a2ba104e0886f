package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Discard;
import dev.orderstream.eventsourcing.projector.Discards;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * What everybody does who keeps discards: the tests of each adapter extend it. It discards commits
 * of streams of its own, so the store may be shared and need not be empty.
 */
public abstract class DiscardsContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.001Z");

    private final StreamId stream = Commits.newStream();

    /** The discards under test. */
    protected abstract Discards discards();

    @Test
    void a_commit_that_nobody_has_discarded_has_no_discard() {
        assertThat(discards().find(stream, 1)).isEmpty();
    }

    @Test
    void a_discard_is_there_at_once_with_all_that_was_said_of_it() {
        Discard discard = new Discard(stream, 7, "broken by an import, Straße 1", "u-1", NOON);

        discards().add(discard);

        assertThat(discards().find(stream, 7)).contains(discard);
    }

    @Test
    void it_is_of_that_commit_alone() {
        discards().add(new Discard(stream, 7, "broken", "u-1", NOON));

        assertThat(discards().find(stream, 6)).isEmpty();
        assertThat(discards().find(stream, 70)).isEmpty();
        assertThat(discards().find(Commits.newStream(), 7)).isEmpty();
    }

    @Test
    void the_first_one_stays() {
        Discard first = new Discard(stream, 7, "first", "u-1", NOON);
        discards().add(first);

        discards().add(new Discard(stream, 7, "second", "u-2", NOON.plusSeconds(1)));

        assertThat(discards().find(stream, 7)).contains(first);
    }
}
