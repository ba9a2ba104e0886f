package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The port to where notices of parked streams are kept, one per generation and stream. Any call may
 * throw {@link OutageException}.
 */
public interface Notices {

    /** So many are read at once. */
    int PAGE = 250;

    /**
     * Notes that a stream is stuck. Where it is noted already, one try is added, and the higher
     * version stays: that was answered for, too.
     */
    void park(int generation, StreamId stream, long version, String cause, Instant now);

    /**
     * The same in a generation that does not serve, and in the same atomic write a change of the
     * ledger of generations: whoever has looked at the notices before and is about to let the
     * generation serve has to look again.
     *
     * @return false where it is not beside the serving one any more; nothing is noted then
     */
    boolean parkBeside(int generation, StreamId stream, long version, String cause, Instant now);

    /**
     * The next notices of a generation by their streams' names, strongly consistent. There may be
     * as many as there are streams.
     *
     * @param after the stream to go on behind; null: at the start
     * @param noticesMax so many at most; fewer where there are no more
     */
    List<Notice> page(int generation, @Nullable StreamId after, int noticesMax);

    /** All notices of a generation, a page at a time. */
    default Stream<Notice> all(int generation) {
        return Stream.iterate(
                        page(generation, null, PAGE),
                        page -> !page.isEmpty(),
                        page ->
                                page.size() < PAGE
                                        ? List.of()
                                        : page(generation, page.getLast().stream(), PAGE))
                .flatMap(List::stream);
    }

    /** The notice of one stream, strongly consistent. */
    Optional<Notice> find(int generation, StreamId stream);

    /** Takes all notices of a generation back, which is gone itself. */
    void removeAll(int generation);

    /** Takes a notice back, unless it has been changed since it was read. */
    void remove(Notice notice);
}
