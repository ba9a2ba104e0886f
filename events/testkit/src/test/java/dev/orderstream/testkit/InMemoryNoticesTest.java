package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.projector.Notices;

class InMemoryNoticesTest extends NoticesContract {

    private final Notices notices = new InMemoryNotices();

    @Override
    protected Notices notices() {
        return notices;
    }
}
