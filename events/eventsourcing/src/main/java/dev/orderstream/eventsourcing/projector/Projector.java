package dev.orderstream.eventsourcing.projector;

import static java.util.Comparator.naturalOrder;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Projected.Fate;
import dev.orderstream.eventsourcing.projector.Projected.Fault;
import dev.orderstream.eventsourcing.projector.Projected.Figures;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Projects batches of doorbells: those of one stream are put together, and each stream is caught up
 * once in every generation, all at the same time. A stream with a lasting fault is parked and the
 * others go on; one with a passing fault comes again.
 *
 * <p>A generation that does not serve holds nobody up: whatever fails there is parked there.
 */
public final class Projector {

    /** More lasting faults than this at once are ours, not the data's: nothing is parked then. */
    private static final int PARKED_AT_ONCE_MAX = 10;

    private final Supplier<List<ReadModel>> readModels;
    private final Heartbeats heartbeats;
    private final AtOnce atOnce;
    private final InstantSource clock;

    /**
     * Makes a projector.
     *
     * @param readModels the generations to write, read strongly at each call
     */
    public Projector(
            Supplier<List<ReadModel>> readModels,
            Heartbeats heartbeats,
            AtOnce atOnce,
            InstantSource clock) {
        this.readModels = readModels;
        this.heartbeats = heartbeats;
        this.atOnce = atOnce;
        this.clock = clock;
    }

    /**
     * Projects one batch.
     *
     * @throws OutageException where the whole batch has to come again
     */
    public Projected project(List<Doorbell> batch) {
        List<StreamAttempt> attempts = catchUp(batch);
        Settled settled = settle(attempts, PARKED_AT_ONCE_MAX);
        Optional<Duration> heartbeatLag = noteHeartbeats(batch, settled.failed());
        Figures figures = figures(attempts, settled.faults(), heartbeatLag);
        figures.noticeableLag().ifPresent(this::noteLate);
        return new Projected(settled.failed(), settled.faults(), figures);
    }

    /**
     * Catches up every stream that there is, and parks those that can't be, however many.
     *
     * @throws OutageException where a store can't be reached; the next call begins anew
     */
    public void projectAll(AllCommits commits) {
        commits.forEachPage(page -> {
            Settled settled = settle(catchUp(page), Integer.MAX_VALUE);
            if (!settled.failed().isEmpty()) {
                throw new OutageException(false, settled.faults().getLast().cause());
            }
        });
    }

    private List<StreamAttempt> catchUp(List<Doorbell> batch) {
        Map<StreamId, List<Doorbell>> byStream =
                batch.stream()
                        .filter(doorbell -> !isHeartbeat(doorbell))
                        .collect(
                                Collectors.groupingBy(
                                        Doorbell::stream, LinkedHashMap::new, Collectors.toList()));
        // Read once the batch is here: a rebuild may have let another generation serve meanwhile.
        List<ReadModel> generations = readModels.get();
        List<StreamAttempt> attempts = new ArrayList<>();
        byStream.forEach((stream, doorbells) ->
                generations.forEach(generation ->
                        attempts.add(new StreamAttempt(generation, stream, doorbells))));
        atOnce.run(List.copyOf(attempts));
        return attempts;
    }

    private record Settled(List<Doorbell> failed, List<Fault> faults) {}

    private Settled settle(List<StreamAttempt> attempts, int parkedAtOnceMax) {
        long stuck =
                attempts.stream()
                        .filter(StreamAttempt::isServing)
                        .filter(StreamAttempt::isStuck)
                        .count();
        Settled settled = new Settled(new ArrayList<>(), new ArrayList<>());
        for (StreamAttempt attempt : attempts) {
            attempt.settle(stuck <= parkedAtOnceMax, clock.instant())
                    .ifPresent(fault -> {
                        settled.faults().add(fault);
                        if (fault.fate() == Fate.COMES_AGAIN) {
                            settled.failed().addAll(attempt.doorbells());
                        }
                    });
        }
        return settled;
    }

    private static boolean isHeartbeat(Doorbell doorbell) {
        return doorbell.stream().category().equals(Heartbeat.CATEGORY);
    }

    /**
     * Notes the newest heartbeat of each stream, and tells the greatest lag of those that are news.
     * A heartbeat behind something that failed comes again, so it has not arrived yet.
     */
    private Optional<Duration> noteHeartbeats(List<Doorbell> batch, List<Doorbell> failed) {
        Instant now = clock.instant();
        Optional<BigInteger> end = failed.stream().map(Doorbell::place).min(naturalOrder());
        Map<Integer, Instant> newest = new HashMap<>();
        batch.stream()
                .filter(bell -> end.isEmpty() || bell.place().compareTo(end.get()) < 0)
                .forEach(bell ->
                        sentAt(bell, now)
                                .ifPresent(sentAt ->
                                        Heartbeat.number(bell.stream())
                                                .ifPresent(number ->
                                                        newest.merge(
                                                                number,
                                                                sentAt,
                                                                BinaryOperator.maxBy(
                                                                        naturalOrder())))));
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        return heartbeats.arrived(newest, now).values().stream()
                .min(naturalOrder())
                .map(oldest -> Heartbeat.elapsed(oldest, now));
    }

    /** When a commit was stored, unless that can't be right. */
    private static Optional<Instant> sentAt(Doorbell bell, Instant now) {
        return bell.commit()
                .map(Commit::recordedAt)
                .filter(sentAt -> LagNotes.isPlausible(sentAt, now));
    }

    /** An estimate that can't be noted is no reason to do the batch again. */
    private void noteLate(Duration lag) {
        try {
            heartbeats.late(new BatchLag(lag, clock.instant()));
        } catch (OutageException unnoted) {
            // The batch's figures, which are logged, have it nevertheless.
        }
    }

    private Figures figures(
            List<StreamAttempt> attempts, List<Fault> faults, Optional<Duration> heartbeatLag) {
        List<StreamAttempt> serving = attempts.stream().filter(StreamAttempt::isServing).toList();
        Instant now = clock.instant();
        return new Figures(
                serving.stream()
                        .flatMap(StreamAttempt::recordedAt)
                        .min(naturalOrder())
                        .map(oldest -> Heartbeat.elapsed(oldest, now)),
                serving.stream().mapToInt(StreamAttempt::viewsWritten).sum(),
                serving.stream().mapToInt(StreamAttempt::gapsRepaired).sum(),
                serving.stream().mapToInt(StreamAttempt::duplicates).sum(),
                Math.toIntExact(
                        faults.stream().filter(fault -> fault.fate() == Fate.PARKED).count()),
                heartbeatLag);
    }
}
