package dev.orderstream.operations;

import dev.orderstream.eventsourcing.projector.Heartbeats;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.view.Generations;
import dev.orderstream.eventsourcing.view.Projection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells how the projections are, in the generation that serves. */
record ProjectionsStatus(
        List<? extends Projection<?>> projections,
        Generations generations,
        Notices notices,
        Heartbeats heartbeats,
        InstantSource clock) {

    /**
     * One projection.
     *
     * @param category of the streams that it is made of
     * @param lag of the last heartbeat, or its age where the next one is overdue; empty where none
     *     has arrived yet
     * @param parked how many of its streams are parked
     */
    record Status(String category, int generation, Optional<Duration> lag, int parked) {}

    /** One for each projection, and for each category that has none but parked streams. */
    List<Status> read() {
        int generation = generations.inUse().serving();
        SortedMap<String, Integer> parked = new TreeMap<>();
        projections.forEach(projection -> parked.put(projection.category(), 0));
        notices.all(generation)
                .forEach(notice -> parked.merge(notice.stream().category(), 1, Integer::sum));
        Optional<Duration> lag = heartbeats.last().map(last -> last.lagAt(clock.instant()));
        return parked.entrySet().stream()
                .map(entry -> new Status(entry.getKey(), generation, lag, entry.getValue()))
                .toList();
    }
}
