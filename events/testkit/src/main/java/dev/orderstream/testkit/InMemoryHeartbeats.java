package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last heartbeat, for as long as its process lasts; any thread may use it. */
public final class InMemoryHeartbeats implements Heartbeats {

    private @Nullable Heartbeat last;

    @Override
    public synchronized void arrived(Heartbeat heartbeat) {
        if (last == null || heartbeat.sentAt().isAfter(last.sentAt())) {
            last = heartbeat;
        }
    }

    @Override
    public synchronized Optional<Heartbeat> last() {
        return Optional.ofNullable(last);
    }
}
