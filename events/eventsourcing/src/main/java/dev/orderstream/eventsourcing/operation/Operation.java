package dev.orderstream.eventsourcing.operation;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work on the whole read model, as it is kept between those who do it.
 *
 * @param revision rises with each change
 * @param userId who asked for it
 * @param settings what was asked for
 * @param lease who is at work on it; null where nobody is
 * @param state where it stands, in the words of its kind
 * @param result empty while it runs
 */
public record Operation(
        String id,
        Kind kind,
        long revision,
        Status status,
        String userId,
        Instant startedAt,
        @Nullable Instant endedAt,
        Fields settings,
        Progress progress,
        @Nullable Lease lease,
        Fields state,
        Fields result) {

    /** What is done; of each kind one runs at a time. */
    public enum Kind {
        REBUILD,
        VERIFICATION
    }

    /** How it goes. */
    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        ABORTED
    }

    /** How far it has come, in items read; what is to be done is an estimate while it runs. */
    public record Progress(long done, long total) {

        public static final Progress NONE = new Progress(0, 0);

        /** More was done. The estimate is at least that. */
        public Progress plus(long items) {
            long now = done + items;
            return new Progress(now, Math.max(now, total));
        }

        /** So many more are to be done. */
        public Progress expecting(long items) {
            return new Progress(done, done + items);
        }

        /** All is done. */
        public Progress complete() {
            return new Progress(done, done);
        }
    }

    /** Who is at work; after {@code until} anybody may go on. */
    public record Lease(String holder, Instant until) {
        public Lease {
            until = Timestamps.truncate(until);
        }
    }

    public Operation {
        startedAt = Timestamps.truncate(startedAt);
        endedAt = endedAt == null ? null : Timestamps.truncate(endedAt);
    }

    public static Operation started(
            String id, Kind kind, String userId, Instant now, Fields settings) {
        return new Operation(
                id,
                kind,
                1,
                Status.RUNNING,
                userId,
                now,
                null,
                settings,
                Progress.NONE,
                null,
                Fields.NONE,
                Fields.NONE);
    }

    public boolean isRunning() {
        return status == Status.RUNNING;
    }

    /** Whether nobody is at work on it. */
    public boolean isFree(Instant now) {
        return isRunning() && (lease == null || !now.isBefore(lease.until()));
    }

    boolean isLeasedBy(String holder) {
        return isRunning() && lease != null && lease.holder().equals(holder);
    }

    Operation leased(@Nullable Lease to) {
        return next(status, endedAt, progress, to, state, result);
    }

    /** Has come further. */
    public Operation with(Progress reached, Fields standing) {
        return next(status, endedAt, reached, lease, standing, result);
    }

    /** Has ended. */
    public Operation ended(Status how, Instant now, Fields outcome) {
        return next(
                how,
                now,
                how == Status.SUCCEEDED ? progress.complete() : progress,
                null,
                state,
                outcome);
    }

    private Operation next(
            Status nextStatus,
            @Nullable Instant nextEndedAt,
            Progress nextProgress,
            @Nullable Lease nextLease,
            Fields nextState,
            Fields nextResult) {
        return new Operation(
                id,
                kind,
                revision + 1,
                nextStatus,
                userId,
                startedAt,
                nextEndedAt,
                settings,
                nextProgress,
                nextLease,
                nextState,
                nextResult);
    }
}
