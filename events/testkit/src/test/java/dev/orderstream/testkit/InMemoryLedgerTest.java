package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewStore;

class InMemoryLedgerTest extends GenerationLedgerContract {

    private final InMemoryOperations operations = new InMemoryOperations();
    private final ViewStore views = new InMemoryViewStore();
    private final GenerationLedger ledger =
            new InMemoryLedger(
                    operations,
                    (generation, key) ->
                            views.read(key, Consistency.STRONG).map(View::version).orElse(0L));

    @Override
    protected GenerationLedger ledger() {
        return ledger;
    }

    @Override
    protected Operations operations() {
        return operations;
    }

    @Override
    protected ViewStore views() {
        return views;
    }
}
