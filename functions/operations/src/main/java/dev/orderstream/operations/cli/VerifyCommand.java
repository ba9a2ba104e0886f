package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.verify.Findings;
import dev.orderstream.eventsourcing.verify.Verification;
import dev.orderstream.operations.OperationJson;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./orders verify}. */
@Command(
        name = "verify",
        description = {
            "Compares every view, list, word and counter with the commits, while orders go on. Works"
                    + " on it here, or follows one that runs with the same --repair.",
            "Exit code 0: nothing differs any more; 1: something does, it failed, was aborted, or goes"
                    + " on but can't be followed any more; 2: it could not be begun, or one runs that"
                    + " was asked for otherwise."
        })
final class VerifyCommand extends OrdersCommand {

    @Mixin private ChangeOptions change = new ChangeOptions();

    @Option(names = "--repair", description = "Mend what differs.")
    private boolean repair;

    @Option(names = "--abort", description = "End the one that runs.")
    private boolean abort;

    VerifyCommand(Screen screen) {
        super(screen);
    }

    @Override
    int run(Session session) {
        StartedOperation operations = new StartedOperation(session, Kind.VERIFICATION);
        if (abort) {
            return operations.abort(change);
        }
        if (change.isDryRun()) {
            return inspect(session);
        }
        if (repair) {
            session.agree(change.isAgreed(), "This mends views that differ from their commits");
        }
        Operation ended =
                operations.toEnd(
                        () -> session.bench().operations().startVerification(change.user(), repair),
                        this::check);
        session.answer(json -> OperationJson.write(json, ended), () -> session.print(words(ended)));
        return code(ended);
    }

    /** One that repairs is not what was asked for without, nor the other way round. */
    private void check(Operation running) {
        if (Verification.repairs(running) != repair) {
            throw new RefusedCommandException(
                    "a verification %s --repair runs already, %s, started by %s at %s: wait for its end, follow it by %s, or end it by ./orders verify --abort"
                            .formatted(
                                    repair ? "without" : "with",
                                    running.id(),
                                    running.userId(),
                                    Timestamps.format(running.startedAt()),
                                    FollowedOperation.command(running)));
        }
    }

    /** Looks at everything and leaves no trace, not even the operation's own. */
    private int inspect(Session session) {
        Operation ended;
        try (Meter meter = Meter.on(session.screen(), "verification", "items")) {
            ended =
                    session.bench()
                            .operations()
                            .inspect(
                                    change.user(),
                                    now -> meter.at(now.progress().done(), now.progress().total()));
        }
        session.answer(
                json -> {
                    json.flag("dry_run", true);
                    OperationJson.write(json, ended);
                },
                () -> {
                    session.print(words(ended));
                    if (repair) {
                        session.print(List.of("", whatRepairWouldDo(ended)));
                    }
                });
        return code(ended);
    }

    private static String whatRepairWouldDo(Operation ended) {
        return "Nothing was written; --repair would mend %s."
                .formatted(
                        ended.status() == Status.SUCCEEDED
                                ? Wording.number(Findings.read(ended.result()).open())
                                : "nothing");
    }

    private static int code(Operation ended) {
        return ended.status() == Status.SUCCEEDED && Findings.read(ended.result()).open() == 0
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    private static List<String> words(Operation ended) {
        return switch (ended.status()) {
            case SUCCEEDED -> {
                Findings found = Findings.read(ended.result());
                List<String> lines = new ArrayList<>();
                lines.add(
                        "Checked %s: %s differing, %s repaired, %s undecided, %s parked."
                                .formatted(
                                        Wording.number(found.checked()),
                                        Wording.number(found.differing()),
                                        Wording.number(found.repaired()),
                                        Wording.number(found.undecided()),
                                        Wording.number(found.parked())));
                lines.addAll(Differences.of(ended.result()).table());
                yield lines;
            }
            case ABORTED -> List.of("The verification was aborted.");
            case FAILED ->
                    List.of(
                            "The verification failed: %s."
                                    .formatted(ended.result().textOrNull("cause")));
            case RUNNING -> throw new IllegalArgumentException("it runs");
        };
    }
}
