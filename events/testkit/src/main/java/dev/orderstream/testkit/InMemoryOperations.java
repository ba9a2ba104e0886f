package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operations that last as long as their process; any thread may use them. */
public final class InMemoryOperations implements Operations {

    private final Map<String, Operation> operations = new LinkedHashMap<>();

    @Override
    public synchronized boolean start(Operation operation) {
        Operation known = operations.get(operation.id());
        if (known != null) {
            return known.equals(operation);
        }
        if (running().stream().anyMatch(running -> running.kind() == operation.kind())) {
            return false;
        }
        operations.put(operation.id(), operation);
        return true;
    }

    @Override
    public synchronized Optional<Operation> find(String id) {
        return Optional.ofNullable(operations.get(id));
    }

    @Override
    public synchronized List<Operation> running() {
        return operations.values().stream().filter(Operation::isRunning).toList();
    }

    @Override
    public synchronized boolean replace(Operation previous, Operation next) {
        Operation stored = operations.get(previous.id());
        if (stored == null || stored.revision() != previous.revision()) {
            return false;
        }
        operations.put(next.id(), next);
        return true;
    }
}
