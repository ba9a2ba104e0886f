package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operations;
import java.util.List;
import java.util.Optional;

/** Operations as a worker reaches them. */
record TorturedOperations(World world, Invocation invocation) implements Operations {

    @Override
    public boolean start(Operation operation) {
        return invocation.call(
                Invocation.EVERYTHING, true, () -> world.generations.operations.start(operation));
    }

    @Override
    public Optional<Operation> find(String id) {
        return invocation.call(
                Invocation.EVERYTHING, false, () -> world.generations.operations.find(id));
    }

    @Override
    public List<Operation> running() {
        return invocation.call(Invocation.EVERYTHING, false, world.generations.operations::running);
    }

    @Override
    public boolean replace(Operation previous, Operation next) {
        return invocation.call(
                Invocation.EVERYTHING,
                true,
                () -> {
                    boolean replaced = world.generations.operations.replace(previous, next);
                    world.noteProgress(replaced, previous, next);
                    return replaced;
                });
    }
}
