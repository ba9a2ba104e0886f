package dev.orderstream.operations;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.CaughtUp.Stuck;
import dev.orderstream.eventsourcing.projector.Discard;
import dev.orderstream.eventsourcing.projector.Discards;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.projector.ReadModel.Role;
import dev.orderstream.orders.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Parked streams: which there are, another try now, and the discard of a commit that nobody can
 * take in.
 */
public record ParkedOperations(
        Supplier<List<ReadModel>> readModels,
        Notices notices,
        Discards discards,
        InstantSource clock) {

    /** So many of those that are parked are listed: the list has to fit into an answer. */
    public static final int LISTED_MAX = 1_000;

    /** So many are tried by one call, which has no time for more. */
    private static final int TRIED_MAX = 10_000;

    /** So many characters say why a commit is discarded. */
    private static final int REASON_MAX = 100;

    /**
     * What came of another try, counted once for each generation that a stream is parked in.
     *
     * @param caughtUp are up to date now
     * @param parked were tried and stay parked
     * @param left there was no time for
     */
    public record Replayed(int caughtUp, int parked, int left) {

        static final Replayed NONE = new Replayed(0, 0, 0);
    }

    /** What came of a discard. */
    public sealed interface Discarded {

        /** The commit is passed over from now on. */
        record Done(Discard discard, Replayed replayed) implements Discarded {}

        /** The stream is not parked, or not any more. */
        record NotParked() implements Discarded {}

        /** Another commit than the named one is at fault. */
        record AnotherAtFault(long version) implements Discarded {}

        /** No commit is at fault: something else keeps the view from coming to this version. */
        record NoCommitAtFault(long version, String cause) implements Discarded {}
    }

    /** The oldest notices of all generations that are written, oldest first. */
    public List<Notice> oldest() {
        return FirstNotices.by(
                        Comparator.comparing(Notice::since)
                                .thenComparing(notice -> notice.stream().toString())
                                .thenComparingInt(Notice::generation),
                        LISTED_MAX,
                        readModels.get().stream().flatMap(model -> notices.all(model.generation())))
                .notices();
    }

    /** How many notices there are of all generations that are written. */
    public long count() {
        return readModels.get().stream()
                .mapToLong(model -> notices.all(model.generation()).count())
                .sum();
    }

    /** The notices of one stream, one of each generation that it is parked in. */
    public List<Notice> of(StreamId stream) {
        return readModels.get().stream()
                .flatMap(model -> notices.find(model.generation(), stream).stream())
                .toList();
    }

    /** Tries all parked streams again. */
    public Replayed replayAll() {
        return replayAll(() -> true);
    }

    /**
     * Tries parked streams again as long as there is time, those first that were tried least
     * recently: called again, it goes on with what was left.
     *
     * @param timeForOneMore is asked before each
     */
    public Replayed replayAll(BooleanSupplier timeForOneMore) {
        int caughtUp = 0;
        int parked = 0;
        int left = 0;
        for (ReadModel model : written()) {
            FirstNotices longestAgo =
                    FirstNotices.by(
                            Comparator.comparing(Notice::lastTried),
                            TRIED_MAX,
                            notices.all(model.generation()));
            left += longestAgo.others();
            for (Notice notice : longestAgo.notices()) {
                if (!timeForOneMore.getAsBoolean()) {
                    left++;
                } else if (model.parked().retryOne(notice, model.catchUp(), now())) {
                    caughtUp++;
                } else {
                    parked++;
                }
            }
        }
        return new Replayed(caughtUp, parked, left);
    }

    /**
     * Tries one parked stream again.
     *
     * @return empty where it is not parked
     */
    public Optional<Replayed> replay(StreamId stream) {
        int caughtUp = 0;
        int parked = 0;
        for (ReadModel model : written()) {
            Optional<Notice> notice = notices.find(model.generation(), stream);
            if (notice.isPresent()) {
                boolean upToDate = model.parked().retryOne(notice.get(), model.catchUp(), now());
                caughtUp += upToDate ? 1 : 0;
                parked += upToDate ? 0 : 1;
            }
        }
        return caughtUp + parked == 0
                ? Optional.empty()
                : Optional.of(new Replayed(caughtUp, parked, 0));
    }

    /** Those that this code may write. */
    private List<ReadModel> written() {
        return readModels.get().stream().filter(model -> model.role() != Role.NEWER).toList();
    }

    private Instant now() {
        return clock.instant();
    }

    /**
     * Why a commit is discarded.
     *
     * @throws InvalidValueException that says what to mend
     */
    public static String checkReason(String text) {
        return Texts.check(text, REASON_MAX);
    }

    /** Where a stream is parked and can't be caught up. */
    private List<Stuck> stuck(StreamId stream) {
        List<Stuck> all = new ArrayList<>();
        for (ReadModel model : written()) {
            Optional<Notice> notice = notices.find(model.generation(), stream);
            if (notice.isPresent()
                    && model.catchUp().runToEnd(stream, notice.get().version())
                            instanceof Stuck stuck) {
                all.add(stuck);
            }
        }
        return all;
    }

    /** Lets views go on without the commit that holds a parked stream up. */
    public Discarded discard(StreamId stream, long version, String reason, String userId) {
        List<Stuck> stuck = stuck(stream);
        if (stuck.isEmpty()) {
            replay(stream);
            return new Discarded.NotParked();
        }
        List<Long> atFault = stuck.stream().filter(Stuck::byCommit).map(Stuck::version).toList();
        if (atFault.isEmpty()) {
            Stuck first = stuck.getFirst();
            return new Discarded.NoCommitAtFault(
                    first.version(), String.valueOf(first.cause().getMessage()));
        }
        if (!atFault.contains(version)) {
            return new Discarded.AnotherAtFault(atFault.getFirst());
        }
        Discard discard = new Discard(stream, version, reason, userId, now());
        discards.add(discard);
        return new Discarded.Done(discard, replay(stream).orElse(Replayed.NONE));
    }
}
