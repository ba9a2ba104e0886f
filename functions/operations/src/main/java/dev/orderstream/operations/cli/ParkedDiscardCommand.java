package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.operations.ParkedOperations;
import dev.orderstream.operations.ParkedOperations.Discarded;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./orders parked discard}. */
@Command(
        name = "discard",
        description = {
            "Lets views go on without the one commit that holds a parked stream up. The commit"
                    + " stays; who discarded it and why is recorded, and every rebuild and"
                    + " verification honours it. It can't be taken back.",
            "Exit code 1: the stream is still parked, or another commit is at fault."
        })
final class ParkedDiscardCommand extends OrdersCommand {

    @Mixin private ChangeOptions change = new ChangeOptions();

    @Parameters(paramLabel = "STREAM", description = "Such as Order-…, or an order's id.")
    private @Nullable String stream;

    @Option(
            names = "--version",
            paramLabel = "N",
            required = true,
            description = "Of the commit, as parked list shows it.")
    private long version;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why views may go on without it; recorded.")
    private String reason = "";

    ParkedDiscardCommand(Screen screen) {
        super(screen);
    }

    @Override
    int run(Session session) {
        if (version < 1) {
            throw usage("--version: expected 1 or more, got " + version);
        }
        try {
            ParkedOperations.checkReason(reason);
        } catch (InvalidValueException refused) {
            throw usage("--reason: " + refused.getMessage());
        }
        StreamId parked = stream(String.valueOf(stream));
        if (change.isDryRun()) {
            return sayWhatWouldBeDone(session, parked);
        }
        session.agree(
                change.isAgreed(),
                "This discards version %d of %s from all views".formatted(version, parked));
        return switch (session.bench().parked().discard(parked, version, reason, change.user())) {
            case Discarded.NotParked() -> throw ParkedReplayCommand.notParked(parked);
            case Discarded.AnotherAtFault(long other) -> {
                session.remark(
                        "orders: version %d of %s is at fault, not %d; nothing was discarded"
                                .formatted(other, parked, version));
                yield ExitCode.FAILED;
            }
            case Discarded.NoCommitAtFault(long stuckAt, String cause) -> {
                session.remark(
                        "orders: no commit of %s is at fault that a discard could pass over: %s; nothing was discarded"
                                .formatted(parked, cause));
                yield ExitCode.FAILED;
            }
            case Discarded.Done done -> done(session, done);
        };
    }

    private static int done(Session session, Discarded.Done done) {
        session.answer(
                json ->
                        json.text("stream_id", done.discard().stream().toString())
                                .number("version", done.discard().version())
                                .text("reason", done.discard().reason())
                                .text("user_id", done.discard().userId())
                                .time("discarded_at", done.discard().at())
                                .number("caught_up", done.replayed().caughtUp())
                                .number("parked", done.replayed().parked()),
                () ->
                        session.print(
                                "Version %d of %s is passed over from now on. %s"
                                        .formatted(
                                                done.discard().version(),
                                                done.discard().stream(),
                                                done.replayed().parked() == 0
                                                        ? "The stream has caught up."
                                                        : "The stream is still parked, for another cause:"
                                                                + " ./orders parked list")));
        return done.replayed().parked() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private int sayWhatWouldBeDone(Session session, StreamId parked) {
        List<Notice> notices = session.bench().parked().of(parked);
        if (notices.isEmpty()) {
            throw ParkedReplayCommand.notParked(parked);
        }
        String events = events(session, parked);
        session.answer(
                json ->
                        json.flag("dry_run", true)
                                .text("stream_id", parked.toString())
                                .number("version", version)
                                .text("events", events)
                                .number("notices", notices.size()),
                () -> {
                    session.print(
                            "Views would go on without version %d of %s (%s), if that is what holds it up:"
                                    .formatted(version, parked, events));
                    session.print(ParkedListCommand.table(notices).behindAnEmptyLine());
                });
        return ExitCode.DONE;
    }

    /** What would be lost to views. */
    private String events(Session session, StreamId parked) {
        try {
            List<Commit> found = session.bench().events().readAfter(parked, version - 1, 1);
            return found.isEmpty()
                    ? "which is not there"
                    : found.getFirst().events().stream()
                            .map(StoredEvent::type)
                            .collect(Collectors.joining(", "));
        } catch (UnreadableException e) {
            return "which can't be read";
        } catch (BrokenStreamException e) {
            return "which is missing";
        }
    }
}
