package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.view.WaitLeases;

class InMemoryWaitLeasesTest extends WaitLeasesContract {

    private final InMemoryWaitLeases leases = new InMemoryWaitLeases();

    @Override
    protected WaitLeases leases() {
        return leases;
    }
}
