package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.operations.OperationJson;
import dev.orderstream.operations.ReadModelOperations;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * An operation on its way to its end: worked on by this process where nobody else does, and watched
 * in any case.
 */
final class FollowedOperation {

    private static final Duration LOOK_PAUSE = Duration.ofMillis(250);
    private static final Duration WORK_PAUSE = Duration.ofSeconds(1);
    private static final Duration WORK_MAX = Duration.ofDays(1);

    private final ReadModelOperations operations;
    private final Session session;
    private final String id;
    private final String name;

    FollowedOperation(Session session, Operation operation) {
        this.operations = session.bench().operations();
        this.session = session;
        this.id = operation.id();
        this.name = OperationJson.word(operation.kind());
    }

    /** Waits for the end. */
    Operation toEnd() {
        Thread farewell = new Thread(this::farewell, "farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        try (Meter meter = Meter.on(session.screen(), name, "items")) {
            return watch(meter, atWork());
        } catch (RuntimeException e) {
            farewell();
            throw e;
        } finally {
            leave(farewell);
        }
    }

    private Operation watch(Meter meter, FutureTask<?> work) {
        while (true) {
            Operation operation = now();
            meter.at(operation.progress().done(), operation.progress().total());
            if (!operation.isRunning()) {
                return operation;
            }
            if (work.isDone()) {
                check(work);
            }
            Ticker.system().sleep(LOOK_PAUSE);
        }
    }

    /** Not interrupted: what it has begun would look like a failure. */
    private FutureTask<?> atWork() {
        FutureTask<?> work = new FutureTask<>(this::work, null);
        Thread.ofPlatform().daemon().name("work").start(work);
        return work;
    }

    private void work() {
        while (now().isRunning()) {
            operations.work(id, WORK_MAX);
            Ticker.system().sleep(WORK_PAUSE);
        }
    }

    private static void check(FutureTask<?> work) {
        try {
            work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("it is done, so nothing is waited for", e);
        }
    }

    private Operation now() {
        return operations
                .find(id)
                .orElseThrow(() -> new RefusedCommandException("the %s is gone".formatted(name)));
    }

    private void farewell() {
        String command = name.equals("rebuild") ? "rebuild" : "verify";
        session.remark(
                "%nThe %s goes on in the tick, within a minute or two; ./orders %s follows it, ./orders %s --abort ends it."
                        .formatted(name, command, command));
    }

    private static void leave(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // It is at work already.
        }
    }
}
