package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.operations.OperationJson;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The one operation of a kind that runs, or is made to. */
record StartedOperation(Session session, Kind kind) {

    /**
     * Starts one, or follows the one that runs already, to its end.
     *
     * @param check refuses to follow one that is not what was asked for
     */
    Operation toEnd(Supplier<Optional<Operation>> start, Consumer<Operation> check) {
        while (true) {
            Optional<Operation> started = start.get();
            Optional<Operation> any = started.or(this::running);
            if (any.isPresent()) {
                if (started.isEmpty()) {
                    check.accept(any.get());
                    session.remark(
                            "A %s runs already, started by %s at %s: this follows it."
                                    .formatted(
                                            OperationJson.word(kind),
                                            any.get().userId(),
                                            Timestamps.format(any.get().startedAt())));
                }
                return new FollowedOperation(session, any.get(), Ticker.system()).toEnd();
            }
        }
    }

    int abort(ChangeOptions change) {
        Optional<Operation> running = running();
        if (running.isEmpty()) {
            throw new RefusedCommandException("no %s runs".formatted(OperationJson.word(kind)));
        }
        if (change.isDryRun()) {
            session.answer(
                    json ->
                            json.flag("dry_run", true)
                                    .object(
                                            "running",
                                            object -> OperationJson.write(object, running.get())),
                    () ->
                            session.print(
                                    "The %s %s would be aborted."
                                            .formatted(
                                                    OperationJson.word(kind), running.get().id())));
            return ExitCode.DONE;
        }
        session.agree(
                change.isAgreed(),
                "This aborts the %s that runs".formatted(OperationJson.word(kind)));
        Operation then =
                session.bench().operations().abort(running.get().id()).orElse(running.get());
        session.answer(
                json -> OperationJson.write(json, then),
                () ->
                        session.print(
                                then.status() == Status.ABORTED
                                        ? "Aborted. Nothing of it is shown to anybody."
                                        : "It was over before: "
                                                + OperationJson.word(then.status())
                                                + "."));
        return then.status() == Status.ABORTED ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Optional<Operation> running() {
        return session.bench().operations().running(kind);
    }
}
