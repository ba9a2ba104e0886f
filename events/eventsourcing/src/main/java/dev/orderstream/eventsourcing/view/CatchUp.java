package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the view of one stream up to its commits. The stream of changes is only a doorbell: it may
 * be late, doubled, shuffled or have gaps, so the view's own version says what is missing, and what
 * the doorbell did not bring is read from the event store. It keeps no checkpoint and may run any
 * number of times, at once, anywhere.
 */
public final class CatchUp {

    /** So many commits are folded into one write at most: it bounds memory, not the stream. */
    private static final int STEP_COMMITS_MAX = 1_000;

    /** Each lost race means that another writer got ahead, so few suffice. */
    private static final int RACES_MAX = 100;

    private final EventStore events;
    private final ViewStore views;
    private final Map<String, Projection<?>> projections = new HashMap<>();

    public CatchUp(EventStore events, ViewStore views, List<? extends Projection<?>> projections) {
        this.events = events;
        this.views = views;
        for (Projection<?> projection : projections) {
            this.projections.put(projection.category(), projection);
        }
    }

    /**
     * Folds commits of one stream, in any order, into its view, with all that is missing before
     * them.
     *
     * @throws UnreadableException where a commit can't be folded
     * @throws BrokenStreamException where a version is missing in the event store
     * @throws OutageException where a store can't be reached
     */
    public void run(StreamId stream, List<Commit> offered) {
        Projection<?> projection = projections.get(stream.category());
        if (projection == null) {
            throw new UnreadableException("no projection for category " + stream.category());
        }
        NavigableMap<Long, Commit> byVersion = new TreeMap<>();
        offered.forEach(commit -> byVersion.put(commit.version(), commit));
        run(projection, stream, byVersion);
    }

    private <V> void run(
            Projection<V> projection, StreamId stream, NavigableMap<Long, Commit> offered) {
        ViewKey key = projection.key(stream.id());
        View view = read(key);
        int races = 0;
        while (!offered.isEmpty() && offered.lastKey() > reached(view)) {
            View next = fold(projection, key, view, missing(stream, reached(view), offered));
            if (views.replace(view, next)) {
                view = next;
            } else if (++races < RACES_MAX) {
                view = read(key);
            } else {
                throw new IllegalStateException("%d races lost for %s".formatted(races, stream));
            }
        }
    }

    private @Nullable View read(ViewKey key) {
        return views.read(key, Consistency.STRONG).orElse(null);
    }

    private static long reached(@Nullable View view) {
        return view == null ? 0 : view.version();
    }

    /** The commits after {@code reached}: as offered where they follow without a gap, else read. */
    private List<Commit> missing(
            StreamId stream, long reached, NavigableMap<Long, Commit> offered) {
        List<Commit> ahead = List.copyOf(offered.tailMap(reached, false).values());
        boolean gapless = ahead.getLast().version() - reached == ahead.size();
        if (gapless && ahead.size() <= STEP_COMMITS_MAX) {
            return ahead;
        }
        List<Commit> read = events.readAfter(stream, reached, STEP_COMMITS_MAX);
        if (read.isEmpty()) {
            throw new BrokenStreamException(stream, reached + 1, ahead.getFirst().version());
        }
        return read;
    }

    /** The next view. Its history is stored already: nobody sees that before the view. */
    private <V> View fold(
            Projection<V> projection, ViewKey key, @Nullable View view, List<Commit> commits) {
        V folded = view == null ? null : projection.read(view.body());
        for (Commit commit : commits) {
            folded = projection.evolve(folded, commit);
        }
        ViewBody body = projection.write(Objects.requireNonNull(folded));
        views.putHistory(key.owner(), commits.stream().map(HistoryEntry::of).toList());
        long revision = view == null ? 1 : view.revision() + 1;
        return new View(key, commits.getLast().version(), revision, body);
    }
}
