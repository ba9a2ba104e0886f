package dev.orderstream.operations;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operations;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One operation that only this process knows of. */
final class UnkeptOperations implements Operations {

    private final AtomicReference<@Nullable Operation> only = new AtomicReference<>();
    private final Consumer<Operation> watcher;

    /**
     * Without an operation yet.
     *
     * @param watcher is told of each change
     */
    UnkeptOperations(Consumer<Operation> watcher) {
        this.watcher = watcher;
    }

    @Override
    public boolean start(Operation operation) {
        return only.compareAndSet(null, operation);
    }

    @Override
    public Optional<Operation> find(String id) {
        return Optional.ofNullable(only.get()).filter(operation -> operation.id().equals(id));
    }

    @Override
    public List<Operation> running() {
        return Optional.ofNullable(only.get()).filter(Operation::isRunning).stream().toList();
    }

    @Override
    public boolean replace(Operation previous, Operation next) {
        Operation current = only.get();
        if (current == null
                || current.revision() != previous.revision()
                || !only.compareAndSet(current, next)) {
            return false;
        }
        watcher.accept(next);
        return true;
    }
}
