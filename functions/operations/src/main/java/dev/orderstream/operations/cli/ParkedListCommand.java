package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.projector.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code ./orders parked list}. */
@Command(name = "list", description = "Lists them, the oldest first, with cause and age.")
final class ParkedListCommand extends OrdersCommand {

    ParkedListCommand(Screen screen) {
        super(screen);
    }

    @Override
    int run(Session session) {
        List<Notice> notices = session.bench().parked().oldest();
        session.answer(
                json ->
                        json.list(
                                "items",
                                notices,
                                (item, notice) ->
                                        item.text("stream_id", notice.stream().toString())
                                                .number("generation", notice.generation())
                                                .number("version", notice.version())
                                                .text("cause", notice.cause())
                                                .time("since", notice.since())),
                () ->
                        session.print(
                                notices.isEmpty()
                                        ? List.of("Nothing is parked.")
                                        : table(notices).lines()));
        return ExitCode.DONE;
    }

    static TextTable table(List<Notice> notices) {
        Instant now = Instant.now();
        TextTable table = new TextTable("STREAM", "GENERATION", "VERSION", "FOR", "TRIES", "CAUSE");
        notices.forEach(notice ->
                table.row(
                        notice.stream(),
                        notice.generation(),
                        notice.version(),
                        Wording.time(Duration.between(notice.since(), now)),
                        notice.tries(),
                        notice.cause()));
        return table;
    }
}
