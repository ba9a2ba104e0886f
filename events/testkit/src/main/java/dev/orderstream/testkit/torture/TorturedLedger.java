package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import dev.orderstream.eventsourcing.rebuild.ViewLimits;

/** The ledger as a worker reaches it. */
record TorturedLedger(World world, Invocation invocation) implements GenerationLedger {

    @Override
    public Ledger read() {
        return invocation.call(Invocation.EVERYTHING, false, world.ledger::read);
    }

    @Override
    public boolean replace(Ledger previous, Ledger next) {
        return invocation.call(
                Invocation.EVERYTHING, true, () -> world.ledger.replace(previous, next));
    }

    @Override
    public boolean replace(
            Ledger previous,
            Ledger next,
            Operation previousOperation,
            Operation nextOperation,
            ViewLimits limits) {
        return invocation.call(
                Invocation.EVERYTHING,
                true,
                () -> {
                    boolean replaced =
                            world.ledger.replace(
                                    previous, next, previousOperation, nextOperation, limits);
                    world.noteProgress(replaced, previousOperation, nextOperation);
                    return replaced;
                });
    }
}
