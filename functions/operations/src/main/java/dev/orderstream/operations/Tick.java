package dev.orderstream.operations;

import dev.orderstream.eventsourcing.projector.HeartbeatSender;
import dev.orderstream.eventsourcing.projector.LagNotes;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.projector.ReadModel.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * What is done each minute: the lag is estimated, heartbeats are sent, parked streams whose pause
 * is over are tried again, generations that nobody needs are taken away, and operations are counted
 * that nobody is at work on. What fails keeps nothing else from being done; the next tick makes up
 * for it.
 *
 * @param lag is told the estimate, as it is before more heartbeats are sent
 * @param standing is told how many streams stay parked in the generation that serves
 */
record Tick(
        HeartbeatSender heartbeats,
        Consumer<Duration> lag,
        Supplier<List<ReadModel>> readModels,
        IntConsumer standing,
        Runnable retirement,
        Runnable attendance,
        InstantSource clock) {

    void run() {
        List<RuntimeException> failures = new ArrayList<>();
        attempt(this::sendHeartbeats, failures);
        attempt(
                () ->
                        readModels
                                .get()
                                .forEach(model -> attempt(() -> retryParked(model), failures)),
                failures);
        attempt(retirement, failures);
        attempt(attendance, failures);
        if (!failures.isEmpty()) {
            failures.stream().skip(1).forEach(failures.getFirst()::addSuppressed);
            throw failures.getFirst();
        }
    }

    private static void attempt(Runnable part, List<RuntimeException> failures) {
        try {
            part.run();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private void sendHeartbeats() {
        Instant now = clock.instant();
        LagNotes notes = heartbeats.heartbeats().read();
        notes.estimateAt(now).ifPresent(lag);
        heartbeats.send(notes, now);
    }

    private void retryParked(ReadModel readModel) {
        if (readModel.role() != Role.NEWER) {
            int parked = readModel.parked().retry(readModel.catchUp(), clock.instant());
            if (readModel.role() == Role.SERVING) {
                standing.accept(parked);
            }
        }
    }
}
