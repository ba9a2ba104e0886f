package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.projector.Discards;

class InMemoryDiscardsTest extends DiscardsContract {

    private final Discards discards = new InMemoryDiscards();

    @Override
    protected Discards discards() {
        return discards;
    }
}
