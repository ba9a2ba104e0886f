package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Change;
import dev.orderstream.testkit.Tank.Event;
import dev.orderstream.testkit.Tank.Fill;
import dev.orderstream.testkit.Tank.Install;
import dev.orderstream.testkit.Tank.Pour;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import dev.orderstream.testkit.torture.CommandTorture.Identity;
import dev.orderstream.testkit.torture.CommandTorture.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All mutants of the command side. */
final class CommandMutants {

    private CommandMutants() {}

    static Stream<CommandMutant> all() {
        return Stream.of(
                new CommandMutant(
                        "a commit is put unconditionally",
                        List.of(
                                "lost from the store",
                                "older than what was told before",
                                "not its own"),
                        service -> service,
                        Identity.REAL,
                        Overwriting::new,
                        Tanks.NEW),
                CommandMutant.ofEvents(
                        "an own commit that comes back is not known again",
                        List.of(
                                "carried out twice",
                                "refused though it is stored",
                                "repeated, answered otherwise",
                                "a replay or not"),
                        store -> new WithoutOwnCheck(store, 1)),
                CommandMutant.ofService(
                        "it is all begun again after an attempt without an answer",
                        List.of("read while an append is open"),
                        CommandMutants::begunAgain),
                CommandMutant.ofService(
                        "it replaces what was only to be created",
                        List.of("replaced what was only to be created"),
                        real ->
                                (store, pacing, atOnce) ->
                                        command ->
                                                real.start(store, pacing, atOnce)
                                                        .handle(
                                                                command.envelope().ifAbsent()
                                                                        ? notInsisting(command)
                                                                        : command)),
                CommandMutant.ofService(
                        "it is refused while an attempt is open",
                        List.of("answered while an append is open"),
                        CommandMutants::refusedWhileOpen),
                CommandMutant.ofService(
                        "it gives up before it has looked for its key",
                        List.of("refused though it is stored", "decided on a stale state"),
                        CommandMutants::givenUpUnseen),
                CommandMutant.ofEvents(
                        "a commit does not store its owner",
                        List.of("another owner than that of the state after it"),
                        WithoutOwner::new),
                CommandMutant.ofEvents(
                        "the key is not looked up in what is read again",
                        List.of(
                                "a snapshot of other commands",
                                "carried out twice",
                                "refused though it is stored",
                                "repeated, answered otherwise",
                                "a replay or not"),
                        NotLookedUpAgain::new),
                CommandMutant.ofIdentity(
                        "the raw key is the id",
                        List.of("not its own", "nothing else has this id"),
                        new Identity(
                                (keyOwner, stream, key) -> Digest.of(key), Identity.REAL.hash())),
                CommandMutant.ofIdentity(
                        "time is in the hash",
                        List.of("taken for another command"),
                        new Identity(
                                Identity.REAL.id(),
                                (fields, sentAt) -> Digest.of(fields, sentAt.toString()))),
                CommandMutant.ofService(
                        "the key is looked up after the rejection",
                        List.of("refused though it is stored", "repeated, answered otherwise"),
                        CommandMutants::lookedUpAfterTheRejection),
                new CommandMutant(
                        "a snapshot of an old schema is used as it is",
                        List.of(
                                "rejected without a reason",
                                "decided on another state",
                                "a snapshot of another state",
                                "there was something to change"),
                        service -> service,
                        Identity.REAL,
                        InMemoryEventStore::new,
                        Tank.aggregate(
                                new StateCodec<>(
                                        Schema.first().then(data -> data),
                                        Tank.STATES_IN_DECILITRES.encode(),
                                        Tank.STATES_IN_DECILITRES.decode()),
                                100)),
                CommandMutant.ofService(
                        "the version that the sender insists on is the one that is expected",
                        List.of("a gap"),
                        CommandMutants::insistedVersionExpected),
                CommandMutant.ofEvents(
                        "the winner is folded on a state that was never loaded",
                        List.of("decided on a stale state"),
                        WinnerInsteadOfLoad::new),
                new CommandMutant(
                        "several streams are written one after another",
                        List.of("decided on another state"),
                        service -> service,
                        Identity.REAL,
                        OneAfterAnother::new,
                        Tanks.NEW),
                CommandMutant.ofEvents(
                        "a cancelled write of several streams is sent again as it was",
                        List.of("sent though it is known to be taken"),
                        Stubborn::new),
                CommandMutant.ofEvents(
                        "an own commit among those of several streams is not known again",
                        List.of(
                                "a snapshot of other commands",
                                "carried out twice",
                                "refused though it is stored"),
                        store -> new WithoutOwnCheck(store, 2)),
                CommandMutant.ofEvents(
                        "the other stream is not read again for a further attempt",
                        List.of("sent though it is known to be taken"),
                        OtherReadOnce::new),
                CommandMutant.ofEvents(
                        "its own stream is not read after the other one",
                        List.of("rejected without a reason"),
                        OwnReadFirst::new));
    }

    private static Commit scrubbed(Commit commit) {
        Commit.Origin origin = commit.origin();
        Snapshot snapshot = commit.snapshot();
        return new Commit(
                commit.stream(),
                commit.version(),
                commit.recordedAt(),
                commit.events(),
                new Commit.Origin(
                        Digest.of(origin.commandId().hex()),
                        origin.commandHash(),
                        false,
                        origin.userId(),
                        origin.correlationId(),
                        origin.causationId()),
                commit.owner(),
                snapshot == null
                        ? null
                        : new Snapshot(snapshot.schema(), snapshot.state(), KnownCommands.NONE));
    }

    private static final class Overwriting extends ForwardingEventStore {
        private final Map<String, Commit> newest = new HashMap<>();

        Overwriting() {
            super(new InMemoryEventStore());
        }

        @Override
        public Appended append(List<Commit> commits) {
            for (Commit commit : commits) {
                super.append(List.of(commit));
                newest.put(commit.stream() + "/" + commit.version(), commit);
            }
            return new Appended.Written();
        }

        @Override
        public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
            return super.readAfter(stream, version, commitsMax).stream().map(this::newest).toList();
        }

        @Override
        public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
            return super.readBack(stream, commitsFirst, enough).stream().map(this::newest).toList();
        }

        private Commit newest(Commit commit) {
            return newest.getOrDefault(commit.stream() + "/" + commit.version(), commit);
        }
    }

    private static final class WithoutOwnCheck extends ForwardingEventStore {

        private final int streamsMin;

        WithoutOwnCheck(EventStore store, int streamsMin) {
            super(store);
            this.streamsMin = streamsMin;
        }

        @Override
        public Appended append(List<Commit> commits) {
            if (commits.size() < streamsMin) {
                return super.append(commits);
            }
            return switch (super.append(commits)) {
                case Appended.Written written -> written;
                case Appended.Taken(List<Commit> by) ->
                        new Appended.Taken(by.stream().map(CommandMutants::scrubbed).toList());
            };
        }
    }

    private static final class NotLookedUpAgain extends ForwardingEventStore {

        NotLookedUpAgain(EventStore store) {
            super(store);
        }

        @Override
        public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
            List<Commit> read = super.readAfter(stream, version, commitsMax);
            return commitsMax == 1 ? read : read.stream().map(CommandMutants::scrubbed).toList();
        }
    }

    private static final class WinnerInsteadOfLoad extends ForwardingEventStore {
        private @Nullable Commit winner;

        WinnerInsteadOfLoad(EventStore store) {
            super(store);
        }

        @Override
        public Appended append(List<Commit> commits) {
            Appended answer = super.append(commits);
            if (commits.getFirst().version() == 1
                    && answer instanceof Appended.Taken(List<Commit> by)) {
                winner = by.getFirst();
            }
            return answer;
        }

        @Override
        public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
            return winner == null ? super.readBack(stream, commitsFirst, enough) : List.of(winner);
        }
    }

    private static final class OneAfterAnother extends ForwardingEventStore {

        OneAfterAnother() {
            super(new InMemoryEventStore());
        }

        @Override
        public Appended append(List<Commit> commits) {
            return commits.stream()
                    .map(commit -> super.append(List.of(commit)))
                    .filter(Appended.Taken.class::isInstance)
                    .findFirst()
                    .orElseGet(Appended.Written::new);
        }
    }

    /** As if every reason of a cancelled transaction passed. */
    private static final class Stubborn extends ForwardingEventStore {

        Stubborn(EventStore store) {
            super(store);
        }

        @Override
        public Appended append(List<Commit> commits) {
            Appended answer = super.append(commits);
            if (commits.size() > 1 && answer instanceof Appended.Taken) {
                throw new OutageException(false, new IllegalStateException("cancelled"));
            }
            return answer;
        }
    }

    private static final class OtherReadOnce extends ForwardingEventStore {
        private final Map<StreamId, List<Commit>> known = new HashMap<>();

        OtherReadOnce(EventStore store) {
            super(store);
        }

        @Override
        public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
            List<Commit> read = known.get(stream);
            if (read == null) {
                read = super.readBack(stream, commitsFirst, enough);
                known.put(stream, read);
            }
            return read;
        }
    }

    /** Before the first append nothing but a refusal makes it read its own stream again. */
    private static final class OwnReadFirst extends ForwardingEventStore {
        private boolean hasAppended;

        OwnReadFirst(EventStore store) {
            super(store);
        }

        @Override
        public Appended append(List<Commit> commits) {
            hasAppended = true;
            return super.append(commits);
        }

        @Override
        public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
            return hasAppended || commitsMax == 1
                    ? super.readAfter(stream, version, commitsMax)
                    : List.of();
        }
    }

    private static Service<Change, State, Event, Refusal> begunAgain(
            Service<Change, State, Event, Refusal> real) {
        return (store, pacing, atOnce) ->
                command -> {
                    while (true) {
                        try {
                            return real.start(new Impatient(store), pacing, atOnce).handle(command);
                        } catch (StillOpenException open) {
                            pacing.ticker().sleep(pacing.pauseFirst());
                        }
                    }
                };
    }

    private static Service<Change, State, Event, Refusal> refusedWhileOpen(
            Service<Change, State, Event, Refusal> real) {
        return (store, pacing, atOnce) ->
                command -> {
                    try {
                        return real.start(new Impatient(store), pacing, atOnce).handle(command);
                    } catch (StillOpenException open) {
                        return new Outcome.Contended<>(command.stream(), 0);
                    }
                };
    }

    private static final class StillOpenException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Impatient extends ForwardingEventStore {

        Impatient(EventStore store) {
            super(store);
        }

        @Override
        public Appended append(List<Commit> commits) {
            try {
                return super.append(commits);
            } catch (OutageException outage) {
                throw outage.writeMayHaveLanded() ? new StillOpenException() : outage;
            }
        }
    }

    private static Service<Change, State, Event, Refusal> givenUpUnseen(
            Service<Change, State, Event, Refusal> real) {
        return (store, pacing, atOnce) ->
                command -> {
                    try {
                        return real.start(new GivingUpUnseen(store, pacing), pacing, atOnce)
                                .handle(command);
                    } catch (StillOpenException givenUp) {
                        return new Outcome.Contended<>(command.stream(), 1);
                    }
                };
    }

    /** Where the first version is somebody else's when the time is over. */
    private static final class GivingUpUnseen extends ForwardingEventStore {
        private final Pacing pacing;
        private final long begunAt;

        GivingUpUnseen(EventStore store, Pacing pacing) {
            super(store);
            this.pacing = pacing;
            this.begunAt = pacing.ticker().nanoTime();
        }

        @Override
        public Appended append(List<Commit> commits) {
            Appended answer = super.append(commits);
            Commit sent = commits.getFirst();
            long nanos = pacing.ticker().nanoTime() - begunAt;
            if (sent.version() == 1
                    && nanos >= pacing.budget().toNanos()
                    && answer instanceof Appended.Taken(List<Commit> by)
                    && !by.getFirst().origin().commandId().equals(sent.origin().commandId())) {
                throw new StillOpenException();
            }
            return answer;
        }
    }

    /** Nobody is known again until it is clear that there is something to append. */
    private static Service<Change, State, Event, Refusal> lookedUpAfterTheRejection(
            Service<Change, State, Event, Refusal> real) {
        return (store, pacing, atOnce) ->
                command -> {
                    try {
                        return real.start(new Blind(store), pacing, atOnce).handle(command);
                    } catch (WouldAppendException accepted) {
                        return real.start(store, pacing, atOnce).handle(command);
                    }
                };
    }

    private static final class WouldAppendException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Blind extends ForwardingEventStore {

        Blind(EventStore store) {
            super(store);
        }

        @Override
        public Appended append(List<Commit> commits) {
            throw new WouldAppendException();
        }

        @Override
        public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
            return super.readBack(stream, commitsFirst, enough).stream()
                    .map(CommandMutants::scrubbed)
                    .toList();
        }
    }

    private static Service<Change, State, Event, Refusal> insistedVersionExpected(
            Service<Change, State, Event, Refusal> real) {
        return (store, pacing, atOnce) ->
                command -> {
                    Long ifMatch = command.envelope().ifMatch();
                    return real.start(
                                    ifMatch == null ? store : new Insisting(store, ifMatch),
                                    pacing,
                                    atOnce)
                            .handle(ifMatch == null ? command : notInsisting(command));
                };
    }

    private static Change notInsisting(Change command) {
        Envelope envelope =
                new Envelope(command.envelope().origin(), command.envelope().issuedAt(), null);
        return switch (command) {
            case Install install -> new Install(install.id(), install.size(), envelope);
            case Fill fill -> new Fill(fill.id(), fill.litres(), envelope);
            case Pour pour -> new Pour(pour.id(), pour.to(), pour.litres(), envelope);
        };
    }

    private static final class WithoutOwner extends ForwardingEventStore {

        WithoutOwner(EventStore store) {
            super(store);
        }

        @Override
        public Appended append(List<Commit> commits) {
            return super.append(commits.stream().map(commit -> commit.ownedBy(null)).toList());
        }
    }

    private static final class Insisting extends ForwardingEventStore {
        private final long ifMatch;

        Insisting(EventStore store, long ifMatch) {
            super(store);
            this.ifMatch = ifMatch;
        }

        @Override
        public Appended append(List<Commit> commits) {
            List<Commit> moved = new ArrayList<>(commits);
            Commit commit = commits.getFirst();
            moved.set(
                    0,
                    new Commit(
                            commit.stream(),
                            Math.max(1, ifMatch + 1),
                            commit.recordedAt(),
                            commit.events(),
                            commit.origin(),
                            commit.owner(),
                            commit.snapshot()));
            return super.append(moved);
        }
    }
}
