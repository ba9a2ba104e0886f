package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.InMemoryEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Commands of several clients at once, who meet each other at the same streams, and whose requests
 * and answers get lost on the way to the event store. A client without a definite answer sends the
 * same command again until it has one; now and then it does so with one, too.
 *
 * @param <C> commands
 * @param <O> what their senders get back
 */
public final class CommandTorture<C extends Command<O>, O extends Outcome<?, ?, ?>> {

    /** A command of a client, and the answer that counts: that of its commit, else the last one. */
    public record Answered<C, O>(C command, O outcome) {}

    /**
     * What came of it.
     *
     * @param commits in the order in which they were written
     * @param answers in no order
     */
    public record Commanded<C, O>(
            List<Commit> commits,
            List<Answered<C, O>> answers,
            Map<Happening, Integer> happenings) {}

    private static final int TROUBLE_PERCENT = 4;
    private static final int REPEAT_PERCENT = 5;
    private static final int PASS_PERCENT = 40;
    private static final int CALL_MILLIS_MAX = 100;

    private final RandomGenerator random;
    private final Turns turns;
    private final Diary diary;
    private final CommandBus.Handler<C, O> handler;
    private final Function<Envelope, C> chooseCommand;
    private final InMemoryEventStore store = new InMemoryEventStore();
    private final List<Commit> commits = new ArrayList<>();
    private final List<Answered<C, O>> answers = new ArrayList<>();
    private int commandsLeft;

    /**
     * Makes one.
     *
     * @param service what carries the commands out
     * @param chooseCommand the next command of any client, with this envelope
     */
    public CommandTorture(
            RandomGenerator random,
            BiFunction<EventStore, Pacing, CommandBus.Handler<C, O>> service,
            Function<Envelope, C> chooseCommand) {
        this.random = random;
        this.turns = new Turns(random, PASS_PERCENT, CALL_MILLIS_MAX);
        this.diary = new Diary(turns);
        this.handler = service.apply(new TorturedStore(), Pacing.standard(turns.ticker(), random));
        this.chooseCommand = chooseCommand;
    }

    /** Sends so many commands from so many clients. */
    public Commanded<C, O> run(int clients, int commands) {
        commandsLeft = commands;
        for (int client = 0; client < clients; client++) {
            turns.start(this::sendAll);
        }
        turns.run();
        return new Commanded<>(List.copyOf(commits), List.copyOf(answers), diary.counts());
    }

    private void sendAll() {
        while (commandsLeft > 0) {
            commandsLeft--;
            C command = chooseCommand.apply(envelope());
            O answer = definiteAnswer(command);
            if (random.nextInt(100) < REPEAT_PERCENT) {
                answer = repeated(command, answer);
            }
            answers.add(new Answered<>(command, answer));
        }
    }

    private Envelope envelope() {
        Digest id = Digest.of(Integer.toString(commandsLeft));
        return new Envelope(
                new Commit.Origin(id, id, true, "user-1", "correlation-1", null),
                turns.instant(),
                null);
    }

    private O definiteAnswer(C command) {
        while (true) {
            try {
                return handler.handle(command);
            } catch (OutageException indefinite) {
                turns.pass();
            }
        }
    }

    /** A command that was carried out is answered as before; one that was not may be by now. */
    private O repeated(C command, O answer) {
        diary.count(Happening.COMMAND_REPEATED);
        O again = definiteAnswer(command);
        if (answer instanceof Outcome.Committed<?, ?, ?> committed && !isSame(committed, again)) {
            throw new AssertionError(
                    "%s was answered %s and then %s".formatted(command, answer, again));
        }
        return again;
    }

    private static boolean isSame(Outcome.Committed<?, ?, ?> committed, Object again) {
        return again instanceof Outcome.Committed<?, ?, ?> repeated
                && repeated.stream().equals(committed.stream())
                && repeated.version() == committed.version()
                && repeated.events().equals(committed.events());
    }

    /** The event store as the clients' commands reach it. */
    private final class TorturedStore extends ForwardingEventStore {

        TorturedStore() {
            super(store);
        }

        @Override
        public Appended append(Commit commit) {
            return call(
                    true,
                    () -> {
                        Appended answer = store.append(commit);
                        switch (answer) {
                            case Appended.Written() -> commits.add(commit);
                            case Appended.Taken(Commit by) ->
                                    diary.count(Happening.COMMAND_OVERTAKEN);
                        }
                        return answer;
                    });
        }

        @Override
        public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
            return call(false, () -> store.readAfter(stream, version, commitsMax));
        }

        @Override
        public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
            return call(false, () -> store.readBack(stream, commitsFirst, enough));
        }

        private <T> T call(boolean writes, Supplier<T> act) {
            turns.pass();
            int trouble = random.nextInt(100);
            if (trouble < TROUBLE_PERCENT) {
                throw outage(Happening.REQUEST_LOST, false);
            }
            T answer = act.get();
            turns.pass();
            if (trouble < 2 * TROUBLE_PERCENT) {
                throw outage(Happening.ANSWER_LOST, writes);
            }
            if (trouble < 3 * TROUBLE_PERCENT) {
                diary.count(Happening.ANSWER_LOST_AND_RETRIED);
                return act.get();
            }
            return answer;
        }

        private OutageException outage(Happening what, boolean mayHaveLanded) {
            diary.count(what);
            return new OutageException(
                    mayHaveLanded, new IllegalStateException("torture: " + what));
        }
    }
}
