package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.verify.Verification;
import dev.orderstream.operations.OperationJson;
import dev.orderstream.operations.ReadModelOperations;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

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
    private final Ticker ticker;
    private final AtomicBoolean outageIsTold = new AtomicBoolean();
    private final String id;
    private final String name;
    private final String command;

    FollowedOperation(Session session, Operation operation, Ticker ticker) {
        this.operations = session.bench().operations();
        this.session = session;
        this.ticker = ticker;
        this.id = operation.id();
        this.name = OperationJson.word(operation.kind());
        this.command = command(operation);
    }

    /** What starts such a one follows it, too. */
    static String command(Operation operation) {
        return switch (operation.kind()) {
            case REBUILD -> "./orders rebuild";
            case VERIFICATION ->
                    "./orders verify" + (Verification.repairs(operation) ? " --repair" : "");
        };
    }

    /**
     * Waits for the end.
     *
     * @throws LeftOperationException where that can't be waited for, such as after minutes of an
     *     outage
     */
    Operation toEnd() {
        Thread farewell = new Thread(this::farewell, "farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        try (Meter meter = Meter.on(session.screen(), name, "items")) {
            return watch(meter, atWork());
        } catch (RuntimeException e) {
            farewell();
            throw new LeftOperationException(e);
        } finally {
            leave(farewell);
        }
    }

    private Operation watch(Meter meter, FutureTask<?> work) {
        Outages outages = outages();
        while (true) {
            Operation operation = look(outages);
            meter.at(operation.progress().done(), operation.progress().total());
            if (!operation.isRunning()) {
                return operation;
            }
            if (work.isDone()) {
                check(work);
            }
            ticker.sleep(LOOK_PAUSE);
        }
    }

    private Operation look(Outages outages) {
        while (true) {
            try {
                Operation operation = now();
                outages.over();
                return operation;
            } catch (OutageException passing) {
                outages.waitOut(passing);
            }
        }
    }

    private Outages outages() {
        return new Outages(ticker, this::tell, () -> outageIsTold.set(false));
    }

    /** One of those who meet it tells it. */
    private void tell(OutageException outage) {
        if (outageIsTold.compareAndSet(false, true)) {
            Trouble trouble = new Trouble(session.target(), session.client());
            session.remark("An outage, waited out for about 4 minutes: " + trouble.explain(outage));
        }
    }

    /** Not interrupted: what it has begun would look like a failure. */
    private FutureTask<?> atWork() {
        FutureTask<?> work = new FutureTask<>(this::work, null);
        Thread.ofPlatform().daemon().name("work").start(work);
        return work;
    }

    /** Some work may be done before each outage: only those without are in a row. */
    private void work() {
        Outages outages = outages();
        while (true) {
            try {
                Operation operation = now();
                if (!operation.isRunning()) {
                    return;
                }
                outages.reached(operation.progress());
                operations.work(id, WORK_MAX);
                outages.over();
                ticker.sleep(WORK_PAUSE);
            } catch (OutageException passing) {
                outages.waitOut(passing);
            }
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
        session.remark("");
        session.remark(
                "The %s goes on by itself, within a minute or two; %s follows it, %s --abort ends it."
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
