package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.operations.ParkedOperations;
import dev.orderstream.operations.ParkedOperations.Replayed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./orders parked replay}. */
@Command(
        name = "replay",
        description = {
            "Tries one again, or all, now instead of after its pause.",
            "Exit code 1: something is still parked."
        })
final class ParkedReplayCommand extends OrdersCommand {

    @Mixin private ChangeOptions change = new ChangeOptions();

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    /** Either of the two. */
    private static final class Which {
        @Parameters(paramLabel = "STREAM", description = "Such as Order-…, or an order's id.")
        private @Nullable String stream;

        @Option(names = "--all", arity = "0", description = "All of them.")
        private boolean all;
    }

    ParkedReplayCommand(Screen screen) {
        super(screen);
    }

    @Override
    int run(Session session) {
        Optional<StreamId> only =
                which.all ? Optional.empty() : Optional.ofNullable(which.stream).map(this::stream);
        if (change.isDryRun()) {
            return sayWhatWouldBeDone(session, only);
        }
        session.agree(change.isAgreed(), "This brings parked streams to their views");
        Replayed replayed =
                only.isPresent()
                        ? session.bench()
                                .parked()
                                .replay(only.get())
                                .orElseThrow(() -> notParked(only.get()))
                        : session.bench().parked().replayAll();
        session.answer(
                json ->
                        json.number("caught_up", replayed.caughtUp())
                                .number("parked", replayed.parked()),
                () ->
                        session.print(
                                "%s caught up, %s still parked."
                                        .formatted(
                                                Wording.number(replayed.caughtUp()),
                                                Wording.number(replayed.parked()))));
        return replayed.parked() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static int sayWhatWouldBeDone(Session session, Optional<StreamId> only) {
        ParkedOperations parked = session.bench().parked();
        long tried = only.map(stream -> (long) parked.of(stream).size()).orElseGet(parked::count);
        if (only.isPresent() && tried == 0) {
            throw notParked(only.get());
        }
        session.answer(
                json -> json.flag("dry_run", true).number("would_try", tried),
                () -> session.print("%s would be tried.".formatted(Wording.number(tried))));
        return ExitCode.DONE;
    }

    static RefusedCommandException notParked(StreamId stream) {
        return new RefusedCommandException(
                "%s is not parked; ./orders parked list shows what is".formatted(stream));
    }
}
