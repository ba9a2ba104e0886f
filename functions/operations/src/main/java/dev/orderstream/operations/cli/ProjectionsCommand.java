package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.operations.Workbench.ProjectionLine;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code ./orders projections}. */
@Command(
        name = "projections",
        description =
                "Shows each projection: which generation serves, how far it is behind, how many"
                        + " streams are parked, and whether a rebuild runs.")
final class ProjectionsCommand extends OrdersCommand {

    ProjectionsCommand(Screen screen) {
        super(screen);
    }

    @Override
    int run(Session session) {
        List<ProjectionLine> projections = session.bench().projections();
        Optional<Operation> rebuild = session.bench().operations().running(Kind.REBUILD);
        session.answer(
                json -> json.list("items", projections, (item, line) -> write(item, line, rebuild)),
                () -> session.print(table(projections, rebuild)));
        return ExitCode.DONE;
    }

    private static void write(
            JsonWriter json, ProjectionLine projection, Optional<Operation> rebuild) {
        json.text("name", projection.name()).number("generation", projection.generation());
        projection
                .lag()
                .ifPresentOrElse(
                        lag -> json.number("lag_ms", lag.toMillis()), () -> json.nothing("lag_ms"));
        json.number("parked", projection.parked());
        rebuild.ifPresentOrElse(
                running ->
                        json.object(
                                "rebuild",
                                object -> {
                                    object.text("id", running.id());
                                    OperationJson.progress(object, running);
                                }),
                () -> json.nothing("rebuild"));
    }

    private static String table(List<ProjectionLine> projections, Optional<Operation> rebuild) {
        TextTable table = new TextTable("PROJECTION", "GENERATION", "LAG", "PARKED", "REBUILD");
        String running =
                rebuild.map(Operation::progress)
                        .map(progress -> Wording.share(progress.done(), progress.total()))
                        .orElse("none");
        projections.forEach(each ->
                table.row(
                        each.name(),
                        each.generation(),
                        each.lag().map(Wording::time).orElse("no heartbeat yet"),
                        each.parked(),
                        running));
        return table.toString();
    }
}
