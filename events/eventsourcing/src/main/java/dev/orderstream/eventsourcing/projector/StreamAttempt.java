package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.CaughtUp.Reached;
import dev.orderstream.eventsourcing.projector.CaughtUp.Stuck;
import dev.orderstream.eventsourcing.projector.CaughtUp.Work;
import dev.orderstream.eventsourcing.projector.Projected.Fate;
import dev.orderstream.eventsourcing.projector.Projected.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catch up of one stream in one generation, for the doorbells that a batch has of it. */
final class StreamAttempt implements Runnable {

    private final ReadModel readModel;
    private final StreamId stream;
    private final List<Doorbell> doorbells;
    private @Nullable CaughtUp caughtUp;
    private @Nullable RuntimeException passing;

    StreamAttempt(ReadModel readModel, StreamId stream, List<Doorbell> doorbells) {
        this.readModel = readModel;
        this.stream = stream;
        this.doorbells = doorbells;
    }

    @Override
    public void run() {
        if (readModel.role() == ReadModel.Role.NEWER) {
            passing = new IllegalStateException("newer code fills the generation");
            return;
        }
        try {
            caughtUp = readModel.catchUp().run(stream, goal(), commits().toList());
        } catch (RuntimeException e) {
            passing = e;
        }
    }

    private long goal() {
        return doorbells.stream().mapToLong(Doorbell::version).max().orElse(0);
    }

    private Stream<Commit> commits() {
        return doorbells.stream().flatMap(doorbell -> doorbell.commit().stream());
    }

    List<Doorbell> doorbells() {
        return doorbells;
    }

    boolean isServing() {
        return readModel.serving();
    }

    boolean isStuck() {
        return caughtUp instanceof Stuck;
    }

    /**
     * Parks the stream where that is the way to go on.
     *
     * @param parking false where streams of the serving generation are not to be parked
     * @return empty where nothing failed
     */
    Optional<Fault> settle(boolean parking, Instant now) {
        if (caughtUp
                instanceof
                Stuck(long version, RuntimeException cause, boolean byCommit, Work work)) {
            boolean parked = (parking || !isServing()) && park(version, cause, now);
            return Optional.of(fault(cause, parked ? Fate.PARKED : Fate.COMES_AGAIN));
        }
        if (passing != null) {
            boolean left = !isServing() && park(goal(), passing, now);
            return Optional.of(fault(passing, left ? Fate.LEFT_BEHIND : Fate.COMES_AGAIN));
        }
        return Optional.empty();
    }

    private Fault fault(RuntimeException cause, Fate fate) {
        return new Fault(readModel.generation(), stream, cause, fate);
    }

    private boolean park(long version, RuntimeException cause, Instant now) {
        try {
            readModel.parked().park(stream, version, cause, now);
            return true;
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    int viewsWritten() {
        return caughtUp == null ? 0 : caughtUp.work().viewsWritten();
    }

    int gapsRepaired() {
        return caughtUp == null ? 0 : caughtUp.work().gapsRepaired();
    }

    /** Doorbells of commits that the view had, or that another doorbell brings. */
    int duplicates() {
        if (caughtUp == null) {
            return 0;
        }
        long versionBefore = caughtUp.work().versionBefore();
        long news =
                doorbells.stream()
                        .mapToLong(Doorbell::version)
                        .filter(version -> version > versionBefore)
                        .distinct()
                        .count();
        return doorbells.size() - Math.toIntExact(news);
    }

    /** When the commits were recorded that the doorbells brought into the view. */
    Stream<Instant> recordedAt() {
        return switch (caughtUp) {
            case Reached(long version, Work work) -> recordedAt(work.versionBefore(), version);
            case Stuck(long version, RuntimeException cause, boolean byCommit, Work work) ->
                    recordedAt(work.versionBefore(), version - 1);
            case null -> Stream.empty();
        };
    }

    private Stream<Instant> recordedAt(long after, long upTo) {
        return commits()
                .filter(commit -> commit.version() > after && commit.version() <= upTo)
                .map(Commit::recordedAt);
    }
}
