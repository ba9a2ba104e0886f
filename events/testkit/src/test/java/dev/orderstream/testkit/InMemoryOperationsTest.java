package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.operation.Operations;

class InMemoryOperationsTest extends OperationsContract {

    private final Operations operations = new InMemoryOperations();

    @Override
    protected Operations operations() {
        return operations;
    }
}
