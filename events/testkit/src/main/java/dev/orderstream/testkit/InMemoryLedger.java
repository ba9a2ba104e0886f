package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;

/** A ledger that lasts as long as its process; any thread may use it. */
public final class InMemoryLedger implements GenerationLedger {

    private final InMemoryOperations operations;
    private Ledger ledger = Ledger.first(1);

    public InMemoryLedger(InMemoryOperations operations) {
        this.operations = operations;
    }

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

    @Override
    public synchronized boolean replace(
            Ledger previous, Ledger next, Operation previousOperation, Operation nextOperation) {
        if (ledger.revision() != previous.revision()
                || !operations.replace(previousOperation, nextOperation)) {
            return false;
        }
        ledger = next;
        return true;
    }

    /** Somebody has to look again. False where the generation is not beside the serving one. */
    synchronized boolean touchBeside(int generation) {
        if (!ledger.beside().containsKey(generation)) {
            return false;
        }
        ledger =
                new Ledger(
                        ledger.revision() + 1,
                        ledger.serving(),
                        ledger.servingBy(),
                        ledger.highest(),
                        ledger.beside());
        return true;
    }
}
