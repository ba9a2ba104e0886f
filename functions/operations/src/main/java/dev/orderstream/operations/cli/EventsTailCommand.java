package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.http.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** {@code ./orders events tail}. */
@Command(
        name = "tail",
        description = {
            "Shows the newest commits, one a line, as the stream of the event table has them; it"
                    + " keeps 24 hours. Each thing's commits are in order; those of several things"
                    + " nearly.",
            "With --follow it shows new ones as they come, until Ctrl-C. With --output json each"
                    + " line is an object."
        })
final class EventsTailCommand extends OrdersCommand {

    private static final int LIMIT_DEFAULT = 10;
    private static final int LIMIT_MAX = 100_000;
    private static final Duration PAUSE = Duration.ofMillis(250);

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with those that come.")
    private boolean follow;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description =
                    "The newest N (10); with --follow: end after N, otherwise go on for ever.")
    private @Nullable Integer limit;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            converter = Since.class,
            description = "Begin that long ago (15m, 2h), or at a time (2026-01-31T12:00:00Z).")
    private @Nullable Instant since;

    EventsTailCommand(Screen screen) {
        super(screen);
    }

    @Override
    int run(Session session) {
        if (limit != null && (limit < 1 || limit > LIMIT_MAX)) {
            throw usage("--limit: expected 1 to %d, got %d".formatted(LIMIT_MAX, limit));
        }
        try (DynamoDbStreamsClient streams = session.target().streams()) {
            boolean fromTheStart = !follow || since != null;
            EventTableStream stream =
                    new EventTableStream(
                            streams,
                            session.client(),
                            session.target().tables(),
                            fromTheStart,
                            InstantSource.system());
            if (follow) {
                follow(session, stream);
            } else {
                newest(session, stream);
            }
        }
        return ExitCode.DONE;
    }

    private void newest(Session session, EventTableStream stream) {
        int most = limit == null ? LIMIT_DEFAULT : limit;
        Deque<Commit> newest = new ArrayDeque<>();
        stream.toNow(commit -> {
            if (isMeant(commit)) {
                newest.addLast(commit);
                if (newest.size() > most) {
                    newest.removeFirst();
                }
            }
        });
        newest.stream()
                .sorted(Comparator.comparing(Commit::recordedAt))
                .forEach(commit -> show(session, commit));
    }

    private void follow(Session session, EventTableStream stream) {
        long left = limit == null ? Long.MAX_VALUE : limit;
        stream.open();
        session.remark(
                "Following the events of %s; Ctrl-C ends it."
                        .formatted(session.target().describe()));
        while (left > 0) {
            List<Commit> page = stream.read().stream().filter(this::isMeant).limit(left).toList();
            page.forEach(commit -> show(session, commit));
            left -= page.size();
            if (page.isEmpty()) {
                Ticker.system().sleep(PAUSE);
            }
        }
    }

    private boolean isMeant(Commit commit) {
        return since == null || !commit.recordedAt().isBefore(since);
    }

    private static void show(Session session, Commit commit) {
        session.answer(
                json -> write(json, commit),
                () ->
                        session.print(
                                "%s  %s  %d  %s  %s"
                                        .formatted(
                                                Timestamps.format(commit.recordedAt()),
                                                commit.stream(),
                                                commit.version(),
                                                CommitJson.types(commit),
                                                commit.origin().userId())));
    }

    private static void write(JsonWriter json, Commit commit) {
        json.text("stream_id", commit.stream().toString());
        CommitJson.writeOrigin(json, commit);
        json.texts(
                "types",
                commit.events().stream().map(event -> event.type()).collect(Collectors.toList()));
    }
}
