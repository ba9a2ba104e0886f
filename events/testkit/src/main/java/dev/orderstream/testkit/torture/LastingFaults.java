package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableCommitException;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Commits that can't be taken in until the code is mended: at most one of each stream. */
final class LastingFaults {

    private static final int EVERY_GENERATION = 0;

    private final Straight straight;
    private final Set<Damaged> replaced = new HashSet<>();
    private final Map<StreamId, Fault> faults = new HashMap<>();
    private final Map<ViewKey, Fault> faultsOfViews = new HashMap<>();
    private final Set<StreamId> spoiled = new HashSet<>();
    private boolean mended;

    /** What is wrong with a commit, or with its view. */
    private enum Kind {
        CAN_NOT_BE_READ,
        IS_MISSING,
        /** And the commit before it is missing. */
        CAN_NOT_BE_READ_BEHIND_A_GAP,
        CAN_NOT_BE_FOLDED,
        IS_REFUSED,
        VIEW_IS_DAMAGED
    }

    private record Damaged(int generation, ViewKey key) {}

    private record Fault(Kind kind, long version, int generation) {
        boolean isIn(int other) {
            return generation == EVERY_GENERATION || generation == other;
        }
    }

    LastingFaults(Straight straight) {
        this.straight = straight;
    }

    /** Makes a commit of some streams faulty: of none, of a few, or of most of them and early. */
    void choose(List<Commit> commits, RandomGenerator random) {
        switch (random.nextInt(3)) {
            case 0 -> {}
            case 1 -> choose(1 + random.nextInt(5), commits, random);
            default -> choose(commits.size() / 2, firstQuarter(commits), random);
        }
    }

    private static List<Commit> firstQuarter(List<Commit> commits) {
        return commits.subList(0, 1 + commits.size() / 4);
    }

    private void choose(int times, List<Commit> commits, RandomGenerator random) {
        for (int i = 0; i < times; i++) {
            Commit commit = commits.get(random.nextInt(commits.size()));
            Fault fault = fault(commit.version(), random);
            if (faults.putIfAbsent(commit.stream(), fault) == null) {
                faultsOfViews.put(straight.key(commit.stream()), fault);
            }
        }
    }

    private static Fault fault(long version, RandomGenerator random) {
        return switch (random.nextInt(5)) {
            // Each second version, so that one that is missing before it can be told from it.
            case 0 ->
                    new Fault(
                            version % 2 == 0
                                    ? Kind.CAN_NOT_BE_READ_BEHIND_A_GAP
                                    : Kind.CAN_NOT_BE_READ,
                            version,
                            EVERY_GENERATION);
            case 1 -> new Fault(Kind.IS_MISSING, version, EVERY_GENERATION);
            case 2 -> new Fault(Kind.CAN_NOT_BE_FOLDED, version, EVERY_GENERATION);
            case 3 -> new Fault(Kind.IS_REFUSED, version, random.nextInt(3));
            default -> new Fault(Kind.VIEW_IS_DAMAGED, 1, random.nextInt(3));
        };
    }

    boolean stand() {
        return !mended && !faults.isEmpty();
    }

    void mend() {
        mended = true;
    }

    /** From now on the stream's projection may throw at any version: it folds into a wrong view. */
    void spoil(StreamId stream) {
        spoiled.add(stream);
    }

    /** True where a stream may be parked at a version for good reason, now or before. */
    boolean excuse(int generation, StreamId stream, long version) {
        Fault fault = faults.get(stream);
        return spoiled.contains(stream)
                || (fault != null
                        && fault.isIn(generation)
                        && (fault.version() == version
                                || fault.kind() == Kind.VIEW_IS_DAMAGED
                                // Where the next commit can't be folded without it.
                                || (fault.kind() == Kind.IS_MISSING
                                        && fault.version() + 1 == version)
                                // While the gap is the stream's end.
                                || (fault.kind() == Kind.CAN_NOT_BE_READ_BEHIND_A_GAP
                                        && fault.version() - 1 == version)));
    }

    /** True where a stream can't get past its fault now. */
    boolean isStuck(int generation, StreamId stream) {
        Fault fault = faults.get(stream);
        return !mended && fault != null && fault.isIn(generation);
    }

    /** True where a doorbell can only tell that there is a commit. */
    boolean isUnreadable(Commit commit) {
        return stands(commit, Kind.CAN_NOT_BE_READ)
                || stands(commit, Kind.IS_MISSING)
                || stands(commit, Kind.CAN_NOT_BE_READ_BEHIND_A_GAP)
                || isGap(commit);
    }

    /** What an event store gives of what it has read of a stream, or throws. */
    List<Commit> readable(List<Commit> read, long newest) {
        if (mended) {
            return read;
        }
        for (int i = 0; i < read.size(); i++) {
            Commit commit = read.get(i);
            if (stands(commit, Kind.CAN_NOT_BE_READ)
                    || stands(commit, Kind.CAN_NOT_BE_READ_BEHIND_A_GAP)) {
                throw unreadable(commit.stream(), commit.version());
            }
            if (isGap(commit)) {
                if (newest > commit.version()) {
                    throw unreadable(commit.stream(), commit.version() + 1);
                }
                return read.subList(0, i);
            }
            if (stands(commit, Kind.IS_MISSING)) {
                return before(commit, read.subList(0, i), newest);
            }
        }
        return read;
    }

    private static UnreadableCommitException unreadable(StreamId stream, long version) {
        return new UnreadableCommitException(
                stream, version, new UnreadableException("torture: it can't be read yet"));
    }

    /** True where a commit is missing before one that can't be read. */
    private boolean isGap(Commit commit) {
        Fault fault = faults.get(commit.stream());
        return !mended
                && fault != null
                && fault.kind() == Kind.CAN_NOT_BE_READ_BEHIND_A_GAP
                && fault.version() == commit.version() + 1;
    }

    private static List<Commit> before(Commit missing, List<Commit> read, long newest) {
        if (newest > missing.version()) {
            throw new BrokenStreamException(
                    missing.stream(), missing.version(), missing.version() + 1);
        }
        return read;
    }

    void checkTaken(int generation, ViewKey key, long version) {
        Fault fault = faultOf(generation, key, Kind.IS_REFUSED);
        if (fault != null && version >= fault.version()) {
            throw new RefusedException(new IllegalStateException("torture: too large yet"));
        }
    }

    boolean isDamaged(int generation, ViewKey key) {
        return faultOf(generation, key, Kind.VIEW_IS_DAMAGED) != null;
    }

    /** A damaged view was taken away: the next one is another one. */
    void removed(int generation, ViewKey key) {
        if (isDamaged(generation, key)) {
            replaced.add(new Damaged(generation, key));
        }
    }

    /** Whether a view may be taken away and made anew, since it is or was damaged. */
    boolean mayBeRemoved(StreamId stream) {
        Fault fault = faults.get(stream);
        return fault != null && fault.kind() == Kind.VIEW_IS_DAMAGED;
    }

    void checkNotDamaged(int generation, ViewKey key) {
        if (faultOf(generation, key, Kind.VIEW_IS_DAMAGED) != null) {
            throw new UnreadableException("torture: a damaged view");
        }
    }

    private @Nullable Fault faultOf(int generation, ViewKey key, Kind kind) {
        Fault fault = faultsOfViews.get(key);
        return mended
                        || fault == null
                        || fault.kind() != kind
                        || !fault.isIn(generation)
                        || replaced.contains(new Damaged(generation, key))
                ? null
                : fault;
    }

    private boolean stands(Commit commit, Kind kind) {
        Fault fault = faults.get(commit.stream());
        return !mended
                && fault != null
                && fault.kind() == kind
                && fault.version() == commit.version();
    }

    /** The projection as it is before its code is mended. */
    <V> Projection<V> in(Projection<V> real) {
        return new Projection<>() {
            @Override
            public String category() {
                return real.category();
            }

            @Override
            public EventCodec<?> events() {
                return real.events();
            }

            @Override
            public ViewKey key(String id) {
                return real.key(id);
            }

            @Override
            public V evolve(@Nullable V view, Commit commit) {
                if (stands(commit, Kind.CAN_NOT_BE_FOLDED)) {
                    throw new IllegalStateException("torture: it can't be folded yet");
                }
                return real.evolve(view, commit);
            }

            @Override
            public ViewBody write(V view) {
                return real.write(view);
            }

            @Override
            public V read(ViewBody body) {
                return real.read(body);
            }

            @Override
            public Tokens tokens(String id, V view) {
                return real.tokens(id, view);
            }
        };
    }
}
