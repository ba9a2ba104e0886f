package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import dev.orderstream.eventsourcing.rebuild.ViewLimits;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.function.ToLongBiFunction;

/** A ledger that lasts as long as its process; any thread may use it. */
public final class InMemoryLedger implements GenerationLedger {

    private final InMemoryOperations operations;
    private final ToLongBiFunction<Integer, ViewKey> versionOfView;
    private Ledger ledger = Ledger.first(1);

    /**
     * Makes a ledger.
     *
     * @param versionOfView in a generation; 0 where there is no such view
     */
    public InMemoryLedger(
            InMemoryOperations operations, ToLongBiFunction<Integer, ViewKey> versionOfView) {
        this.operations = operations;
        this.versionOfView = versionOfView;
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
            Ledger previous,
            Ledger next,
            Operation previousOperation,
            Operation nextOperation,
            ViewLimits limits) {
        if (ledger.revision() != previous.revision()
                || !areWithin(limits)
                || !operations.replace(previousOperation, nextOperation)) {
            return false;
        }
        ledger = next;
        return true;
    }

    private boolean areWithin(ViewLimits limits) {
        return limits.versions().entrySet().stream()
                .allMatch(limit ->
                        versionOfView.applyAsLong(limits.generation(), limit.getKey())
                                <= limit.getValue());
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
