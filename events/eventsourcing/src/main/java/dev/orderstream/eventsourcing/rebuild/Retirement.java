package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes generations away that nobody needs: those that their readers have left, and those that an
 * operation filled which has ended without letting them serve. It is done in steps with time
 * between them, and each step may be done again.
 */
public record Retirement(
        GenerationLedger ledger,
        ReadTables tables,
        Notices notices,
        Operations operations,
        InstantSource clock) {

    public void run() {
        Instant now = clock.instant();
        Ledger current = ledger.read();
        for (int generation : current.left(now).toList()) {
            drop(generation, now);
        }
        for (int generation : current.all(Beside.Filling.class).toList()) {
            if (!isFilled(current.beside().get(generation))) {
                drop(generation, now);
            }
        }
        for (int generation : current.abandoned(now).toList()) {
            tables.delete(generation);
            notices.removeAll(generation);
            ledger.change(latest ->
                    latest.beside().get(generation) instanceof Beside.Dropping
                            ? Optional.of(latest.without(generation))
                            : Optional.empty());
        }
    }

    private boolean isFilled(@Nullable Beside state) {
        return state instanceof Beside.Filling(String operation, int revision)
                && operations.find(operation).filter(Operation::isRunning).isPresent();
    }

    /** Where it did not begin to serve meanwhile, nobody is to write it any more. */
    private void drop(int generation, Instant now) {
        ledger.change(latest ->
                switch (latest.beside().get(generation)) {
                    case Beside.Filling filling -> Optional.of(latest.dropped(generation, now));
                    case Beside.Retiring retiring -> Optional.of(latest.dropped(generation, now));
                    case Beside.Dropping dropping -> Optional.empty();
                    case null -> Optional.empty();
                });
    }
}
