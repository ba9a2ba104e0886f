package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.projector.BatchLag;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import dev.orderstream.eventsourcing.projector.LagNotes;
import dev.orderstream.eventsourcing.projector.SentHeartbeat;
import java.time.Instant;
import java.util.Map;

/** The notes of heartbeats as an invocation reaches them. */
record TorturedHeartbeats(World world, Invocation invocation) implements Heartbeats {

    @Override
    public LagNotes read() {
        return invocation.call(Invocation.EVERYTHING, false, world.heartbeats::read);
    }

    @Override
    public void sent(Map<Integer, SentHeartbeat> sent, Instant now) {
        invocation.run(Invocation.EVERYTHING, () -> world.heartbeats.sent(sent, now));
    }

    @Override
    public Map<Integer, Instant> arrived(Map<Integer, Instant> sentAt, Instant now) {
        world.diary.note(Happening.HEARTBEAT_ARRIVED, sentAt::toString);
        return invocation.call(
                Invocation.EVERYTHING, true, () -> world.heartbeats.arrived(sentAt, now));
    }

    @Override
    public void late(BatchLag batch) {
        world.diary.note(Happening.LAG_NOTED, batch::toString);
        invocation.run(Invocation.EVERYTHING, () -> world.heartbeats.late(batch));
    }
}
