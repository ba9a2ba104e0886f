package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.projector.Heartbeats;

class InMemoryHeartbeatsTest extends HeartbeatsContract {

    private final Heartbeats heartbeats = new InMemoryHeartbeats();

    @Override
    protected Heartbeats heartbeats() {
        return heartbeats;
    }
}
