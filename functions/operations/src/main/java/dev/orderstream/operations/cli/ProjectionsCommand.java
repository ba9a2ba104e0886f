package dev.orderstream.operations.cli;

import dev.orderstream.operations.ProjectionJson;
import dev.orderstream.operations.ProjectionsStatus.Status;
import java.util.List;
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
        List<Status> projections = session.bench().projections();
        session.answer(
                json -> json.list("items", projections, ProjectionJson::write),
                () -> session.print(table(projections)));
        return ExitCode.DONE;
    }

    private static List<String> table(List<Status> projections) {
        TextTable table = new TextTable("PROJECTION", "GENERATION", "LAG", "PARKED", "REBUILD");
        projections.forEach(each ->
                table.row(
                        each.category(),
                        each.generation(),
                        each.lag().map(Wording::time).orElse("no heartbeat yet"),
                        each.parked(),
                        each.rebuild()
                                .map(running -> running.operation().progress())
                                .map(progress -> Wording.share(progress.done(), progress.total()))
                                .orElse("none")));
        return table.lines();
    }
}
