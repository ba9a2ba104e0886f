package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.operations.StreamViews;
import dev.orderstream.operations.StreamViews.Folded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./orders stream show}. */
@Command(
        name = "show",
        description = {
            "Shows a stream's commits, the view that they make, and how far the stored view is.",
            "What customers have told us, such as addresses, is printed: mind who sees it."
                    + " Control characters are escaped.",
            "Exit code 1: there is no such stream, or its commits make no view."
        })
final class StreamShowCommand extends OrdersCommand {

    private static final int PAGE_COMMITS = 1_000;
    private static final int COMMITS_MAX = 10_000;

    @Parameters(paramLabel = "STREAM", description = "Such as Stock-sku-1, or an order's id.")
    private @Nullable String name;

    @Option(names = "--at-version", paramLabel = "N", description = "As it was after this commit.")
    private @Nullable Long atVersion;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Show the last N commits of them, 10,000 at most (${DEFAULT-VALUE}). The view is"
                            + " made of all.")
    private int limit = 100;

    StreamShowCommand(Screen screen) {
        super(screen);
    }

    @Override
    int run(Session session) {
        if (atVersion != null && atVersion < 1) {
            throw usage("--at-version: expected 1 or more, got " + atVersion);
        }
        if (limit < 1 || limit > COMMITS_MAX) {
            throw usage("--limit: expected 1 to %d, got %d".formatted(COMMITS_MAX, limit));
        }
        StreamId stream = stream(String.valueOf(name));
        List<Commit> commits = last(session, stream);
        if (commits.isEmpty()) {
            session.remark("orders: there is no stream " + stream);
            return ExitCode.FAILED;
        }
        long version = commits.getLast().version();
        if (atVersion != null && version < atVersion) {
            session.remark(
                    "orders: %s has only %s".formatted(stream, Wording.count(version, "commit")));
            return ExitCode.FAILED;
        }
        StreamViews views = session.bench().streamViews();
        Shown shown =
                new Shown(
                        stream,
                        commits,
                        views.isProjected(stream)
                                ? Optional.of(views.folded(stream, version))
                                : Optional.empty(),
                        views.generation(),
                        views.stored(stream));
        session.answer(shown::write, () -> session.print(shown.lines()));
        return shown.folded().map(Folded::stuck).isPresent() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private List<Commit> last(Session session, StreamId stream) {
        Deque<Commit> last = new ArrayDeque<>();
        long goal = atVersion == null ? Long.MAX_VALUE : atVersion;
        long reached = 0;
        while (reached < goal) {
            int most = (int) Math.min(PAGE_COMMITS, goal - reached);
            List<Commit> page = session.bench().events().readAfter(stream, reached, most);
            if (page.isEmpty()) {
                break;
            }
            reached = page.getLast().version();
            page.forEach(last::addLast);
            while (last.size() > limit) {
                last.removeFirst();
            }
        }
        return List.copyOf(last);
    }

    /** What is known of a stream at a version. */
    private record Shown(
            StreamId stream,
            List<Commit> commits,
            Optional<Folded> folded,
            int generation,
            Optional<View> stored) {

        void write(JsonWriter json) {
            json.text("stream_id", stream.toString())
                    .number("version", commits.getLast().version())
                    .list("commits", commits, CommitJson::write);
            View view = folded.map(Folded::view).orElse(null);
            if (view == null) {
                json.nothing("view");
            } else {
                json.object(
                        "view",
                        object ->
                                object.number("version", view.version())
                                        .document("summary", view.body().summary())
                                        .document("details", view.body().details()));
            }
            json.text("stuck", folded.map(Folded::stuck).orElse(null));
            stored.ifPresentOrElse(
                    there ->
                            json.object(
                                    "stored_view",
                                    object ->
                                            object.number("generation", generation)
                                                    .number("version", there.version())
                                                    .number("revision", there.revision())),
                    () -> json.nothing("stored_view"));
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add(stream.toString());
            commits.forEach(commit -> add(lines, commit));
            lines.add("");
            folded.ifPresentOrElse(
                    made -> add(lines, made), () -> lines.add("No view is made of it."));
            if (folded.isPresent()) {
                lines.add("");
                lines.add(
                        "Stored view: "
                                + stored.map(there ->
                                                "version %d, revision %d, in generation %d"
                                                        .formatted(
                                                                there.version(),
                                                                there.revision(),
                                                                generation))
                                        .orElse("none in generation " + generation));
            }
            return lines;
        }

        private static void add(List<String> lines, Commit commit) {
            lines.add("");
            lines.add(
                    "%d  %s  by %s"
                            .formatted(
                                    commit.version(),
                                    Timestamps.format(commit.recordedAt()),
                                    commit.origin().userId()));
            commit.events()
                    .forEach(event ->
                            lines.add(
                                    "   %s  %s"
                                            .formatted(
                                                    event.type(),
                                                    JsonWriter.object(json ->
                                                            event.data()
                                                                    .values()
                                                                    .forEach(json::document)))));
        }

        private static void add(List<String> lines, Folded made) {
            View view = made.view();
            if (view != null) {
                lines.add("View at version " + view.version());
                lines.add(
                        "   "
                                + JsonWriter.object(json -> {
                                    view.body().summary().values().forEach(json::document);
                                    view.body().details().values().forEach(json::document);
                                }));
            }
            if (made.stuck() != null) {
                lines.add("It can't be taken in: " + made.stuck());
            }
        }
    }
}
