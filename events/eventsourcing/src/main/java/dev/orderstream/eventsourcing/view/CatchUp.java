package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.CaughtUp.Reached;
import dev.orderstream.eventsourcing.view.CaughtUp.Stuck;
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
 *
 * <p>Many commits are one write. Where that fails for good, they are taken one by one, so that
 * those before the one at fault are shown.
 */
public final class CatchUp {

    /** So many commits are folded into one write at most: it bounds memory, not the stream. */
    private static final int STEP_COMMITS_MAX = 1_000;

    /** Each lost race means that another writer got ahead. */
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
     * @throws OutageException where a store can't be reached
     */
    public CaughtUp run(StreamId stream, List<Commit> offered) {
        return run(stream, offered.stream().mapToLong(Commit::version).max().orElse(0), offered);
    }

    /**
     * Brings the view of a stream up to a version: by the commits that are offered, and by the
     * event store where those have a gap.
     *
     * @throws OutageException where a store can't be reached
     */
    public CaughtUp run(StreamId stream, long goal, List<Commit> offered) {
        Projection<?> projection = projections.get(stream.category());
        if (projection == null) {
            return new Stuck(
                    1, new UnreadableException("no projection for category " + stream.category()));
        }
        NavigableMap<Long, Commit> byVersion = new TreeMap<>();
        offered.forEach(commit -> byVersion.put(commit.version(), commit));
        return run(projection, stream, goal, byVersion);
    }

    private <V> CaughtUp run(
            Projection<V> projection,
            StreamId stream,
            long goal,
            NavigableMap<Long, Commit> offered) {
        ViewKey key = projection.key(stream.id());
        View view = read(key);
        int commitsMax = STEP_COMMITS_MAX;
        int races = 0;
        while (reached(view) < goal) {
            try {
                View next =
                        fold(
                                projection,
                                key,
                                view,
                                missing(stream, reached(view), offered, commitsMax));
                if (views.replace(view, next)) {
                    view = next;
                } else if (++races < RACES_MAX) {
                    view = read(key);
                } else {
                    throw new OutageException(
                            false, new IllegalStateException("too many races lost"));
                }
            } catch (UnreadableException | BrokenStreamException | RefusedException lasting) {
                if (commitsMax == 1) {
                    return new Stuck(reached(view) + 1, lasting);
                }
                commitsMax = 1;
            }
        }
        return new Reached(reached(view));
    }

    private @Nullable View read(ViewKey key) {
        return views.read(key, Consistency.STRONG).orElse(null);
    }

    private static long reached(@Nullable View view) {
        return view == null ? 0 : view.version();
    }

    /** The commits after {@code reached}: as offered where they follow without a gap, else read. */
    private List<Commit> missing(
            StreamId stream, long reached, NavigableMap<Long, Commit> offered, int commitsMax) {
        List<Commit> ahead =
                offered.tailMap(reached, false).values().stream().limit(commitsMax).toList();
        if (!ahead.isEmpty() && ahead.getLast().version() - reached == ahead.size()) {
            return ahead;
        }
        List<Commit> read = events.readAfter(stream, reached, commitsMax);
        if (read.isEmpty()) {
            throw new BrokenStreamException(stream, reached + 1, reached);
        }
        return read;
    }

    /** The next view. Its history is stored already: nobody sees that before the view. */
    private <V> View fold(
            Projection<V> projection, ViewKey key, @Nullable View view, List<Commit> commits) {
        ViewBody body = folded(projection, view, commits);
        views.putHistory(key.owner(), commits.stream().map(HistoryEntry::of).toList());
        long revision = view == null ? 1 : view.revision() + 1;
        return new View(key, commits.getLast().version(), revision, body);
    }

    /** Whatever a projection throws lasts: it is pure, so it will throw that again. */
    private static <V> ViewBody folded(
            Projection<V> projection, @Nullable View view, List<Commit> commits) {
        try {
            V folded = view == null ? null : projection.read(view.body());
            for (Commit commit : commits) {
                folded = projection.evolve(folded, commit);
            }
            return projection.write(Objects.requireNonNull(folded));
        } catch (UnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableException("the projection failed: " + e, e);
        }
    }
}
