package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;

/** A ledger that lasts as long as its process; any thread may use it. */
public final class InMemoryLedger implements GenerationLedger {

    private Ledger ledger = Ledger.first(1);

    @Override
    public synchronized Ledger read() {
        return ledger;
    }

    @Override
    public synchronized boolean replace(Ledger previous, Ledger next) {
        if (ledger.revision() != previous.revision()) {
            return false;
        }
        ledger = next;
        return true;
    }
}
