package dev.orderstream.operations;

import dev.orderstream.eventsourcing.projector.HeartbeatSender;
import dev.orderstream.eventsourcing.projector.ReadModel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is done each minute: a heartbeat is sent, and parked streams whose pause is over are tried
 * again. What fails keeps nothing else from being done; the next tick makes up for it.
 */
record Tick(HeartbeatSender heartbeat, Supplier<List<ReadModel>> readModels, InstantSource clock) {

    void run() {
        List<RuntimeException> failures = new ArrayList<>();
        attempt(() -> heartbeat.send(clock.instant()), failures);
        attempt(
                () ->
                        readModels
                                .get()
                                .forEach(model -> attempt(() -> retryParked(model), failures)),
                failures);
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

    private void retryParked(ReadModel readModel) {
        readModel.parked().retry(readModel.catchUp(), clock.instant());
    }
}
