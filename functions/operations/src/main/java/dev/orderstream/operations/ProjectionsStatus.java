package dev.orderstream.operations;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import dev.orderstream.eventsourcing.view.Projection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells how the projections are, in the generation that serves. */
public record ProjectionsStatus(
        List<? extends Projection<?>> projections,
        GenerationLedger generations,
        Operations operations,
        Notices notices,
        Heartbeats heartbeats,
        InstantSource clock) {

    public ProjectionsStatus {
        projections = List.copyOf(projections);
    }

    /**
     * One projection.
     *
     * @param category of the streams that it is made of
     * @param lag as it is estimated; empty where no heartbeat has arrived yet and none is overdue
     * @param parked how many of its streams are parked
     * @param rebuild of all projections, while one runs
     */
    public record Status(
            String category,
            int generation,
            Optional<Duration> lag,
            int parked,
            Optional<RunningRebuild> rebuild) {}

    /**
     * A rebuild that has not ended.
     *
     * @param generation that it fills; empty before it has begun to
     */
    public record RunningRebuild(Operation operation, Optional<Integer> generation) {}

    /** One for each projection, and for each category that has none but parked streams. */
    List<Status> read() {
        Ledger ledger = generations.read();
        int generation = ledger.serving();
        SortedMap<String, Integer> parked = new TreeMap<>();
        projections.forEach(projection -> parked.put(projection.category(), 0));
        notices.all(generation)
                .forEach(notice -> parked.merge(notice.stream().category(), 1, Integer::sum));
        Optional<Duration> lag = heartbeats.read().estimateAt(clock.instant());
        Optional<RunningRebuild> rebuild =
                operations.running().stream()
                        .filter(operation -> operation.kind() == Kind.REBUILD)
                        .findFirst()
                        .map(running -> new RunningRebuild(running, ledger.filledBy(running.id())));
        return parked.entrySet().stream()
                .map(entry ->
                        new Status(entry.getKey(), generation, lag, entry.getValue(), rebuild))
                .toList();
    }
}
