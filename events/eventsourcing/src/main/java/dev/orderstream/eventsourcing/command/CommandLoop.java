package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.Decider.Decision;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Outcome.Contended;
import dev.orderstream.eventsourcing.command.Outcome.IdReused;
import dev.orderstream.eventsourcing.command.Outcome.PreconditionFailed;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.eventsourcing.command.Outcome.Unchanged;
import java.time.Instant;
import java.util.List;

/**
 * Runs the commands of one aggregate: load, decide, append, and again where another writer was
 * faster. A change costs one read and one write, a command that opens its stream one write.
 *
 * <p>A lost race brings the winner's commit back with the answer: it is folded without a further
 * read where the state below it was loaded by this command. On a second loss in a row the missing
 * commits are loaded. Time bounds the attempts, not their number, which would refuse honest buyers.
 *
 * <p>Every commit that is met is compared with the command's own id: a command that is stored
 * already, by an attempt whose answer was lost or by another request, is answered from its commit.
 */
public final class CommandLoop<C extends Command<Outcome<S, E, R>>, S, E, R>
        implements CommandBus.Handler<C, Outcome<S, E, R>> {

    private static final int ALL = Integer.MAX_VALUE;

    private final Decider<C, S, E, R> decider;
    private final EventCodec<E> codec;
    private final EventStore store;
    private final Pacing pacing;

    public CommandLoop(
            Decider<C, S, E, R> decider, EventCodec<E> codec, EventStore store, Pacing pacing) {
        this.decider = decider;
        this.codec = codec;
        this.store = store;
        this.pacing = pacing;
    }

    @Override
    public Outcome<S, E, R> handle(C command) {
        Pacing.Attempts attempts = pacing.start();
        boolean mayFoldWinner = !command.opensStream();
        Loaded<S> loaded = Loaded.nothing(command.envelope().origin().commandId(), decider);
        if (!command.opensStream()) {
            loaded = loadMissing(command, loaded);
        }
        while (true) {
            switch (attempt(command, loaded)) {
                case Done<S, E, R>(Outcome<S, E, R> outcome) -> {
                    return outcome;
                }
                case Lost<S, E, R>(Commit winner) -> {
                    if (attempts.timeIsOver()) {
                        return new Contended<>(command.stream(), loaded.version());
                    }
                    if (mayFoldWinner) {
                        loaded = loaded.fold(winner, decider, codec);
                        mayFoldWinner = false;
                    } else {
                        attempts.pause();
                        loaded = loadMissing(command, loaded);
                        mayFoldWinner = true;
                    }
                }
            }
        }
    }

    private sealed interface Attempt<S, E, R> {}

    private record Done<S, E, R>(Outcome<S, E, R> outcome) implements Attempt<S, E, R> {}

    private record Lost<S, E, R>(Commit winner) implements Attempt<S, E, R> {}

    private Attempt<S, E, R> attempt(C command, Loaded<S> loaded) {
        if (loaded.own() != null) {
            return new Done<>(repeated(loaded.own(), command.envelope(), true));
        }
        Long ifMatch = command.envelope().ifMatch();
        if (ifMatch != null && (loaded.version() == 0 || ifMatch != loaded.version())) {
            return new Done<>(new PreconditionFailed<>(command.stream(), loaded.version()));
        }
        return switch (decider.decide(command, loaded.state())) {
            case Decision.Rejected<E, R>(R reason) ->
                    new Done<>(
                            new Rejected<>(
                                    command.stream(), loaded.version(), loaded.state(), reason));
            case Decision.Accepted<E, R>(List<E> events) when events.isEmpty() ->
                    new Done<>(new Unchanged<>(command.stream(), loaded.version(), loaded.state()));
            case Decision.Accepted<E, R>(List<E> events) -> append(command, loaded, events);
        };
    }

    private Attempt<S, E, R> append(C command, Loaded<S> loaded, List<E> events) {
        Envelope envelope = command.envelope();
        Commit commit =
                new Commit(
                        command.stream(),
                        loaded.version() + 1,
                        later(envelope.issuedAt(), loaded.recordedAt()),
                        codec.encode(events),
                        envelope.origin());
        return switch (store.append(commit)) {
            case Appended.Written() ->
                    new Done<>(new Committed<>(commit.stream(), commit.version(), events, false));
            case Appended.Taken(Commit winner) -> lost(winner, commit, envelope);
        };
    }

    /** The winner may be this very command, sent again by the SDK after a lost answer. */
    private Attempt<S, E, R> lost(Commit winner, Commit sent, Envelope envelope) {
        if (!winner.origin().commandId().equals(envelope.origin().commandId())) {
            return new Lost<>(winner);
        }
        boolean sentBefore =
                winner.origin().equals(sent.origin())
                        && winner.recordedAt().equals(sent.recordedAt());
        return new Done<>(repeated(winner, envelope, !sentBefore));
    }

    /** The answer to a command whose commit is stored, whatever rules and state say by now. */
    private Outcome<S, E, R> repeated(Commit own, Envelope envelope, boolean replayed) {
        if (!own.origin().commandHash().equals(envelope.origin().commandHash())) {
            return new IdReused<>(own.stream(), own.version());
        }
        return new Committed<>(own.stream(), own.version(), codec.decode(own).toList(), replayed);
    }

    private Loaded<S> loadMissing(C command, Loaded<S> loaded) {
        Loaded<S> current = loaded;
        for (Commit commit : store.readAfter(command.stream(), loaded.version(), ALL)) {
            current = current.fold(commit, decider, codec);
        }
        return current;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
