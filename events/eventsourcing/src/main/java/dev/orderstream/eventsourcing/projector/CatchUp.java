package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableCommitException;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.projector.CaughtUp.Reached;
import dev.orderstream.eventsourcing.projector.CaughtUp.Stuck;
import dev.orderstream.eventsourcing.projector.CaughtUp.Work;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.WrittenViews;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the view of one stream up to its commits. The stream of changes is only a doorbell: it may
 * be late, doubled, shuffled or have gaps, so the view's own version says what is missing, and what
 * the doorbell did not bring is read from the event store. It keeps no checkpoint and may run any
 * number of times, at once, anywhere.
 *
 * <p>Many commits are one write. Where that fails for good, half as many are tried, so that those
 * before the one at fault are shown.
 */
public final class CatchUp {

    /** So many commits are folded into one write at most: it bounds memory, not the stream. */
    private static final int STEP_COMMITS_MAX = 1_000;

    /** Each lost race means that another writer got ahead. */
    private static final int RACES_MAX = 100;

    private static final long TO_THE_END = Long.MAX_VALUE;

    private static final Work NOTHING_DONE = new Work(0, 0, 0);

    private final EventStore events;
    private final WrittenViews views;
    private final Map<String, Projection<?>> projections;
    private final Discards discards;
    private final boolean exact;
    private final Runnable alive;

    private CatchUp(
            EventStore events,
            WrittenViews views,
            Map<String, Projection<?>> projections,
            Discards discards,
            boolean exact,
            Runnable alive) {
        this.events = events;
        this.views = views;
        this.projections = projections;
        this.discards = discards;
        this.exact = exact;
        this.alive = alive;
    }

    public CatchUp(
            EventStore events,
            WrittenViews views,
            List<? extends Projection<?>> projections,
            Discards discards) {
        this(events, views, byCategory(projections), discards, false, () -> {});
    }

    private static Map<String, Projection<?>> byCategory(
            List<? extends Projection<?>> projections) {
        Map<String, Projection<?>> byCategory = new HashMap<>();
        for (Projection<?> projection : projections) {
            if (byCategory.putIfAbsent(projection.category(), projection) != null) {
                throw new IllegalArgumentException(
                        "two projections for category " + projection.category());
            }
        }
        return byCategory;
    }

    /** The same fold into other views, which comes to its goal and not beyond. */
    public CatchUp into(WrittenViews others) {
        return new CatchUp(events, others, projections, discards, true, alive);
    }

    /**
     * The same fold by somebody who has to say now and then that he is still at it.
     *
     * @param each is called before each step of a stream
     */
    public CatchUp telling(Runnable each) {
        return new CatchUp(events, views, projections, discards, exact, each);
    }

    /** The projection of a category's streams. */
    public Optional<Projection<?>> projection(String category) {
        return Optional.ofNullable(projections.get(category));
    }

    /** The key of a stream's view; empty where no projection makes one. */
    public Optional<ViewKey> key(StreamId stream) {
        return projection(stream.category()).map(projection -> projection.key(stream.id()));
    }

    /** The stream that a view is made of. */
    public Optional<StreamId> streamOf(ViewKey key) {
        return projections.values().stream()
                .filter(projection -> projection.key(key.id()).equals(key))
                .map(projection -> new StreamId(projection.category(), key.id()))
                .findFirst();
    }

    /**
     * Brings the view of a stream up to a version: by the commits that are offered, in any order,
     * and by the event store where those have a gap.
     *
     * @throws OutageException where a store can't be reached
     */
    public CaughtUp run(StreamId stream, long goal, List<Commit> offered) {
        return run(stream, goal, goal, offered, true);
    }

    /**
     * Makes the view of a stream from its first commits, which it mostly has none of yet: it is not
     * read before the first write has met it.
     *
     * @throws OutageException where a store can't be reached
     */
    public CaughtUp create(StreamId stream, List<Commit> fromTheFirst) {
        long goal = fromTheFirst.getLast().version();
        return run(stream, goal, goal, fromTheFirst, false);
    }

    private CaughtUp run(
            StreamId stream, long goal, long atLeast, List<Commit> offered, boolean reading) {
        Projection<?> projection = projections.get(stream.category());
        if (projection == null) {
            return new Stuck(
                    1,
                    new UnreadableException("no projection for category " + stream.category()),
                    false,
                    NOTHING_DONE);
        }
        try {
            return new Run<>(projection, stream, goal, atLeast, offered, reading).toGoal();
        } catch (UnreadableException damagedView) {
            return new Stuck(1, damagedView, false, NOTHING_DONE);
        }
    }

    /**
     * Brings the view of a stream up to all that the event store has of it.
     *
     * @throws OutageException where a store can't be reached
     */
    public CaughtUp runToEnd(StreamId stream) {
        return runToEnd(stream, 0);
    }

    /**
     * Brings the view of a stream up to all that the event store has of it.
     *
     * @param atLeast a version that the stream is known to have come to
     * @throws OutageException where a store can't be reached
     */
    public CaughtUp runToEnd(StreamId stream, long atLeast) {
        return run(stream, TO_THE_END, atLeast, List.of(), true);
    }

    /** The version that the view of a stream has, strongly consistent; 0 where none can be read. */
    public long versionOfView(StreamId stream) {
        Projection<?> projection = projections.get(stream.category());
        if (projection == null) {
            return 0;
        }
        try {
            return views.read(projection.key(stream.id()), Consistency.STRONG)
                    .map(View::version)
                    .orElse(0L);
        } catch (UnreadableException damagedView) {
            return 0;
        }
    }

    /** A view's body, and the words that the view before it did not have. */
    private record Folded(ViewBody body, Tokens news) {}

    /** One stream on its way to its goal. */
    private final class Run<V> {
        private final Projection<V> projection;
        private final StreamId stream;
        private final long goal;
        private final long atLeast;
        private final NavigableMap<Long, Commit> offered = new TreeMap<>();
        private final ViewKey key;
        private final long versionBefore;
        private @Nullable View view;

        /** All up to here is in the view; without one, it was passed over. */
        private long reached;

        private boolean viewIsDamaged;
        private int commitsMax = STEP_COMMITS_MAX;
        private int races;
        private int viewsWritten;
        private int gapsRepaired;

        Run(
                Projection<V> projection,
                StreamId stream,
                long goal,
                long atLeast,
                List<Commit> offered,
                boolean reading) {
            this.projection = projection;
            this.stream = stream;
            this.goal = goal;
            this.atLeast = atLeast;
            offered.forEach(commit -> this.offered.put(commit.version(), commit));
            this.key = projection.key(stream.id());
            if (reading) {
                read();
            }
            this.versionBefore = reached;
        }

        CaughtUp toGoal() {
            while (reached < goal) {
                alive.run();
                int commitsTried = commitsMax;
                try {
                    List<Commit> commits = missing();
                    if (commits.isEmpty()) {
                        break;
                    }
                    commitsTried = commits.size();
                    store(fold(commits));
                } catch (UnreadableException | BrokenStreamException | RefusedException lasting) {
                    if (commitsTried > 1) {
                        commitsMax = commitsTried / 2;
                        continue;
                    }
                    RuntimeException fault = behindGap(lasting);
                    if (!isByCommit(fault) || !isDiscarded(atFault(fault))) {
                        return new Stuck(atFault(fault), fault, isByCommit(fault), work());
                    }
                    passOver(atFault(fault));
                }
            }
            return new Reached(reached, work());
        }

        /**
         * The fault of the next stored commit behind a gap, where that can't be taken in either;
         * else the fault itself. Of the two, only that commit is there to be repaired or discarded.
         */
        private RuntimeException behindGap(RuntimeException lasting) {
            if (!(lasting instanceof BrokenStreamException gap)
                    || gap.foundVersion() <= gap.expectedVersion()) {
                return lasting;
            }
            try {
                List<Commit> next = events.readAfter(stream, gap.foundVersion() - 1, 1);
                if (!next.isEmpty()) {
                    folded(next);
                }
                return lasting;
            } catch (UnreadableCommitException unreadable) {
                return unreadable;
            } catch (UnreadableException unreadable) {
                return viewIsDamaged
                        ? unreadable
                        : new UnreadableCommitException(stream, gap.foundVersion(), unreadable);
            } catch (BrokenStreamException changedSince) {
                return lasting;
            }
        }

        /** A view that can't be read, or that its store refuses, is no fault of the commit. */
        private boolean isByCommit(RuntimeException lasting) {
            return !viewIsDamaged && !(lasting instanceof RefusedException);
        }

        /** The version that holds the view up: the next one, or that of a commit behind a gap. */
        private long atFault(RuntimeException lasting) {
            return lasting instanceof UnreadableCommitException commit
                    ? Math.max(commit.version(), reached + 1)
                    : reached + 1;
        }

        private boolean isDiscarded(long version) {
            return discards.find(stream, version).isPresent();
        }

        /**
         * Goes on behind a commit that was discarded, and behind the gap before it, if any. Where
         * there is a view, its version says so.
         */
        private void passOver(long version) {
            if (view == null) {
                reached = version;
            } else {
                store(new View(key, version, view.revision() + 1, view.body()));
            }
            commitsMax = STEP_COMMITS_MAX;
        }

        private Work work() {
            return new Work(versionBefore, viewsWritten, gapsRepaired);
        }

        private void read() {
            show(views.read(key, Consistency.STRONG).orElse(null));
        }

        private void show(@Nullable View current) {
            view = current;
            reached = current == null ? 0 : current.version();
        }

        /** The commits that come next: as offered where they follow without a gap, else read. */
        private List<Commit> missing() {
            List<Commit> ahead =
                    offered.tailMap(reached, false).values().stream().limit(commitsMax).toList();
            if (!ahead.isEmpty() && ahead.getLast().version() - reached == ahead.size()) {
                return ahead;
            }
            long most = exact ? Math.min(commitsMax, goal - reached) : commitsMax;
            List<Commit> read = events.readAfter(stream, reached, Math.toIntExact(most));
            if (read.isEmpty() && reached < atLeast) {
                throw new BrokenStreamException(stream, reached + 1, reached);
            }
            gapsRepaired += goal == TO_THE_END ? 0 : 1;
            return read;
        }

        /** Stores the next view, or goes on from that of another writer who was faster. */
        private void store(View next) {
            if (views.replace(view, next)) {
                show(next);
                viewsWritten++;
            } else if (++races < RACES_MAX) {
                read();
            } else {
                throw new OutageException(false, new IllegalStateException("too many races lost"));
            }
        }

        /**
         * The next view. Its history is stored already, and the words that the last view did not
         * have: nobody sees them before the view, and where that is not stored they come again.
         */
        private View fold(List<Commit> commits) {
            Folded folded = folded(commits);
            views.putAhead(
                    key.owner(), commits.stream().map(HistoryEntry::of).toList(), folded.news());
            long revision = view == null ? 1 : view.revision() + 1;
            return new View(key, commits.getLast().version(), revision, folded.body());
        }

        private @Nullable V before() {
            if (view == null) {
                return null;
            }
            viewIsDamaged = true;
            V before = projection.read(view.body());
            viewIsDamaged = false;
            return before;
        }

        /** Whatever a projection throws lasts: it is pure, so it will throw that again. */
        private Folded folded(List<Commit> commits) {
            try {
                V before = before();
                V folded = before;
                for (Commit commit : commits) {
                    folded = projection.evolve(folded, commit);
                }
                V after = Objects.requireNonNull(folded);
                Tokens known =
                        before == null ? Tokens.NONE : projection.tokens(stream.id(), before);
                return new Folded(
                        projection.write(after),
                        projection.tokens(stream.id(), after).without(known));
            } catch (UnreadableException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new UnreadableException("the projection failed: " + e, e);
            }
        }
    }
}
