package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.operations.OperationJson;
import dev.orderstream.operations.Workbench.GenerationNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./orders rebuild}. */
@Command(
        name = "rebuild",
        description = {
            "Fills another generation of the read model from all commits, proves it, and lets it"
                    + " serve; orders go on meanwhile. Works on it here, or follows whoever does.",
            "Exit code 0: it serves; 1: it failed, was aborted, or goes on but can't be followed any"
                    + " more; 2: it could not be begun."
        })
final class RebuildCommand extends OrdersCommand {

    @Mixin private ChangeOptions change = new ChangeOptions();

    @Option(names = "--abort", description = "End the one that runs; what serves goes on serving.")
    private boolean abort;

    RebuildCommand(Screen screen) {
        super(screen);
    }

    @Override
    int run(Session session) {
        StartedOperation operations = new StartedOperation(session, Kind.REBUILD);
        if (abort) {
            return operations.abort(change);
        }
        if (change.isDryRun()) {
            return sayWhatWouldBeDone(session);
        }
        session.agree(change.isAgreed(), "A rebuild fills another read table");
        Operation ended =
                operations.toEnd(
                        () -> session.bench().operations().startRebuild(change.user()),
                        running -> {
                            // One is as good as another.
                        });
        session.answer(json -> OperationJson.write(json, ended), () -> session.print(words(ended)));
        return ended.status() == Status.SUCCEEDED ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static int sayWhatWouldBeDone(Session session) {
        GenerationNumbers generations = session.bench().generations();
        long commits = session.bench().commitsEstimate();
        Optional<Operation> running = session.bench().operations().running(Kind.REBUILD);
        session.answer(
                json -> {
                    json.flag("dry_run", true)
                            .number("serving_generation", generations.serving())
                            .number("next_generation", generations.next())
                            .number("commits_estimate", commits);
                    running.ifPresentOrElse(
                            operation ->
                                    json.object(
                                            "running",
                                            object -> OperationJson.write(object, operation)),
                            () -> json.nothing("running"));
                },
                () ->
                        session.print(
                                running.isPresent()
                                        ? "A rebuild runs already and would be followed."
                                        : "Generation %d would be filled from about %s and serve in the place of generation %d."
                                                .formatted(
                                                        generations.next(),
                                                        Wording.count(commits, "commit"),
                                                        generations.serving())));
        return ExitCode.DONE;
    }

    private static List<String> words(Operation ended) {
        Fields result = ended.result();
        return switch (ended.status()) {
            case SUCCEEDED ->
                    List.of(
                            "Generation %s serves. Checked %s, parked %s, undecided %s."
                                    .formatted(
                                            result.integer("generation"),
                                            Wording.number(result.decimal("checked").longValue()),
                                            Wording.number(result.decimal("parked").longValue()),
                                            Wording.number(
                                                    result.decimal("undecided").longValue())));
            case ABORTED -> List.of("The rebuild was aborted. What served goes on serving.");
            case FAILED -> {
                List<String> lines = new ArrayList<>();
                lines.add(
                        "The rebuild failed: %s. What served goes on serving."
                                .formatted(result.textOrNull("cause")));
                lines.addAll(parkedAlone(result));
                lines.addAll(Differences.of(result).table());
                yield lines;
            }
            case RUNNING -> throw new IllegalArgumentException("it runs");
        };
    }

    /** Streams that only the new generation can't take in. */
    private static List<String> parkedAlone(Fields result) {
        if (!(result.values().get("streams") instanceof Document.Sequence)) {
            return List.of();
        }
        TextTable table = new TextTable("STREAM", "VERSION", "CAUSE");
        result.list(
                "streams",
                each ->
                        table.row(
                                each.text("stream_id"),
                                each.decimal("version"),
                                each.text("cause")));
        return table.behindAnEmptyLine();
    }
}
