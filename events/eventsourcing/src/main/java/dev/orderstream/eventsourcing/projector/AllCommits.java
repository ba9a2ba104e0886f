package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The port to all that an event store has, read in segments, page by page. An adapter is right when
 * it passes {@code AllCommitsContract} of the testkit. Any call may throw {@link OutageException}.
 */
public interface AllCommits {

    /**
     * A page of a segment, in no order: commits as the doorbells that they rang. All pages together
     * have every commit that was acknowledged before the first of them was read.
     *
     * @param after where to go on: where a page said, or behind a commit of this segment; null: at
     *     the start
     */
    Page read(Segment segment, @Nullable Place after);

    /** About how many commits there are; it may be hours old. */
    long estimate();

    /** Commits, and where to go on, empty where there are no more. */
    record Page(List<Doorbell> doorbells, Optional<Place> next) {
        public Page {
            doorbells = List.copyOf(doorbells);
        }
    }

    /** Hands over every commit that was acknowledged before the call, page by page. */
    default void forEachPage(Consumer<List<Doorbell>> consumer) {
        Optional<Place> after = Optional.empty();
        do {
            Page page = read(Segment.WHOLE, after.orElse(null));
            consumer.accept(page.doorbells());
            after = page.next();
        } while (after.isPresent());
    }
}
