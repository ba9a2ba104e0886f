package dev.orderstream.operations;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.CaughtUp;
import dev.orderstream.eventsourcing.projector.Discard;
import dev.orderstream.eventsourcing.projector.Discards;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.projector.ReadModel.Role;
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

    /** So many characters say why a commit is discarded. */
    public static final int REASON_MAX = 100;

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
    }

    /** All notices of all generations that are written, oldest first. */
    public List<Notice> all() {
        return readModels.get().stream()
                .flatMap(model -> notices.all(model.generation()).stream())
                .sorted(
                        Comparator.comparing(Notice::since)
                                .thenComparing(notice -> notice.stream().toString())
                                .thenComparingInt(Notice::generation))
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
            List<Notice> longestAgoFirst =
                    notices.all(model.generation()).stream()
                            .sorted(Comparator.comparing(Notice::lastTried))
                            .toList();
            for (Notice notice : longestAgoFirst) {
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

    /** Lets views go on without the commit that holds a parked stream up. */
    public Discarded discard(StreamId stream, long version, String reason, String userId) {
        List<Long> atFault = new ArrayList<>();
        boolean parked = false;
        for (ReadModel model : written()) {
            if (notices.find(model.generation(), stream).isPresent()) {
                parked = true;
                if (model.catchUp().runToEnd(stream) instanceof CaughtUp.Stuck stuck) {
                    atFault.add(stuck.version());
                }
            }
        }
        if (!parked || atFault.isEmpty()) {
            replay(stream);
            return new Discarded.NotParked();
        }
        if (!atFault.contains(version)) {
            return new Discarded.AnotherAtFault(atFault.getFirst());
        }
        Discard discard = new Discard(stream, version, reason, userId, now());
        discards.add(discard);
        return new Discarded.Done(discard, replay(stream).orElse(Replayed.NONE));
    }
}
