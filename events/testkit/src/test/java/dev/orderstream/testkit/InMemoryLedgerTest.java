package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;

class InMemoryLedgerTest extends GenerationLedgerContract {

    private final InMemoryOperations operations = new InMemoryOperations();
    private final GenerationLedger ledger = new InMemoryLedger(operations);

    @Override
    protected GenerationLedger ledger() {
        return ledger;
    }

    @Override
    protected Operations operations() {
        return operations;
    }
}
