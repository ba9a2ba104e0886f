package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.verify.Verification;
import java.util.Optional;

/** Who asks for rebuilds and verifications, and aborts them. */
final class Operator {

    private final World world;
    private int asked;

    Operator(World world) {
        this.world = world;
    }

    /** Asks for a rebuild; empty where one runs. */
    Optional<String> rebuild() {
        return start(Kind.REBUILD, Fields.NONE);
    }

    /** Asks for a verification; empty where one runs. */
    Optional<String> verify(boolean repair) {
        return start(Kind.VERIFICATION, Verification.settings(repair));
    }

    private Optional<String> start(Kind kind, Fields settings) {
        String id = kind + "-" + ++asked;
        Operation started = Operation.started(id, kind, "u", world.turns.instant(), settings);
        return world.generations.operations.start(started) ? Optional.of(id) : Optional.empty();
    }

    /** Ends what runs, where it is not too late. */
    void abort() {
        for (Operation running : world.generations.operations.running()) {
            Operating operating = new Operating(world, new Invocation(world));
            Operation aborted = running.ended(Status.ABORTED, world.turns.instant(), Fields.NONE);
            try {
                if (running.kind() == Kind.REBUILD) {
                    operating.rebuild().abort(running, aborted);
                } else {
                    operating.operations().replace(running, aborted);
                }
            } catch (OutageException | Crash again) {
                // It is aborted or not.
            }
        }
    }
}
