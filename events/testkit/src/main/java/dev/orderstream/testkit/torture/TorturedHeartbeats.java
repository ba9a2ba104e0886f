package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import java.util.Optional;

/** The last heartbeat as an invocation reaches it. */
record TorturedHeartbeats(World world, Invocation invocation) implements Heartbeats {

    @Override
    public void arrived(Heartbeat heartbeat) {
        world.diary.note(Happening.HEARTBEAT_ARRIVED, heartbeat::toString);
        invocation.run(Invocation.EVERYTHING, () -> world.heartbeats.arrived(heartbeat));
    }

    @Override
    public Optional<Heartbeat> last() {
        return invocation.call(Invocation.EVERYTHING, false, world.heartbeats::last);
    }
}
