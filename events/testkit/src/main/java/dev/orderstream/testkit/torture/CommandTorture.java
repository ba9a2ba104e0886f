package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.InMemoryEventStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Commands of several clients at once, who meet each other at the same streams, and whose requests
 * die or lose their calls on the way to the event store. A client without a definite answer sends
 * the same command again until it has one; now and then it does so with one, too, or tries to use a
 * key for something else. Every answer is compared with the commits as they are.
 *
 * @param <C> commands
 */
public final class CommandTorture<C extends Command<Outcome<S, E, R>>, S, E, R> {

    /** A command of a client, and the answer that counts: that of its commit, else the last one. */
    public record Answered<C, S, E, R>(C command, Outcome<S, E, R> outcome) {}

    /**
     * What came of it.
     *
     * @param commits in the order in which they were written
     * @param answers in no order
     */
    public record Commanded<C, S, E, R>(
            List<Commit> commits,
            List<Answered<C, S, E, R>> answers,
            Map<Happening, Integer> happenings) {

        public Commanded {
            commits = List.copyOf(commits);
            answers = List.copyOf(answers);
            happenings = Collections.unmodifiableMap(new TreeMap<>(happenings));
        }
    }

    /** What somebody wants, to be sent in any number of envelopes. */
    @FunctionalInterface
    public interface Wish<C> {
        C in(Envelope envelope);
    }

    /** What carries out a request: made anew for each, so that it may be of any release. */
    @FunctionalInterface
    public interface Service<C, S, E, R> {
        CommandBus.Handler<C, Outcome<S, E, R>> start(
                EventStore store, Pacing pacing, AtOnce atOnce);
    }

    /** How a command is known again, and what makes it another one. */
    public record Identity(Naming id, Hashing hash) {

        /** As the core names commands, and by the client's own fields. */
        public static final Identity REAL =
                new Identity(Command::id, (fields, sentAt) -> Digest.of(fields));

        /** A command's id. */
        @FunctionalInterface
        public interface Naming {
            Digest of(String keyOwner, StreamId stream, String key);
        }

        /** A command's hash. */
        @FunctionalInterface
        public interface Hashing {
            Digest of(String fields, Instant sentAt);
        }
    }

    static final List<Happening> ALL_FAULTS =
            List.of(
                    Happening.REQUEST_LOST,
                    Happening.REQUEST_LATE,
                    Happening.THROTTLED,
                    Happening.ANSWER_LOST,
                    Happening.ANSWER_LOST_AND_RETRIED);

    private static final int REPEAT_PERCENT = 10;
    private static final int REUSE_PERCENT = 5;
    private static final int AT_ONCE_PERCENT = 10;
    private static final Envelope NO_ENVELOPE =
            new Envelope(
                    new Commit.Origin(Digest.of("none"), Digest.of("none"), false, "", "", null),
                    Instant.EPOCH,
                    null);

    private final RandomGenerator random;
    private final CommandWeather weather;
    private final List<Happening> faults;
    private final Turns turns;
    private final Diary diary;
    private final Service<C, S, E, R> service;
    private final Supplier<Wish<C>> wishes;
    private final Identity identity;
    private final EventStore store;
    private final CommandJudge<C, S, E, R> judge;
    private final List<Commit> commits = new ArrayList<>();
    private final List<Answered<C, S, E, R>> answers = new ArrayList<>();
    private Consumer<EventStore> others = untouched -> {};
    private int commandsLeft;
    private int requestsMade;

    /**
     * Makes one.
     *
     * @param aggregate what the service is about, in its newest release
     * @param wishes what any client wants next
     */
    public CommandTorture(
            RandomGenerator random,
            Aggregate<C, S, E, R> aggregate,
            Service<C, S, E, R> service,
            Supplier<Wish<C>> wishes) {
        this(random, aggregate, service, wishes, new InMemoryEventStore());
    }

    /** With what is in the store already. */
    public CommandTorture(
            RandomGenerator random,
            Aggregate<C, S, E, R> aggregate,
            Service<C, S, E, R> service,
            Supplier<Wish<C>> wishes,
            EventStore store) {
        this(
                random,
                CommandWeather.milder(random),
                ALL_FAULTS,
                aggregate,
                service,
                wishes,
                Identity.REAL,
                store);
    }

    CommandTorture(
            RandomGenerator random,
            CommandWeather weather,
            List<Happening> faults,
            Aggregate<C, S, E, R> aggregate,
            Service<C, S, E, R> service,
            Supplier<Wish<C>> wishes,
            Identity identity,
            EventStore store) {
        this.random = random;
        this.weather = weather;
        this.faults = faults;
        this.turns = new Turns(random, weather.passPercent(), weather.callMillisMax());
        this.diary = new Diary(turns);
        this.service = service;
        this.wishes = wishes;
        this.identity = identity;
        this.store = new Recorded(store);
        this.judge = new CommandJudge<>(aggregate, store);
    }

    /**
     * Lets others write to the same store: they get their turn before each command, while those of
     * other clients are under way.
     */
    public CommandTorture<C, S, E, R> among(Consumer<EventStore> writers) {
        others = writers;
        return this;
    }

    /** Sends so many commands from so many clients. */
    public Commanded<C, S, E, R> run(int clients, int commands) {
        commandsLeft = commands;
        for (int number = 0; number < clients; number++) {
            String name = "client-" + number;
            turns.start(() -> new Client(name).sendAll());
        }
        try {
            turns.run();
            judge.checkAll(commits, answers);
        } catch (BrokenStreamException gap) {
            throw new AssertionError("a gap: " + gap.getMessage() + "\n" + diary, gap);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\n" + diary, e);
        }
        return new Commanded<>(commits, answers, diary.counts());
    }

    /** Who sends commands, one after another. */
    private final class Client {
        private final String name;
        private int keysMade;

        Client(String name) {
            this.name = name;
        }

        void sendAll() {
            while (commandsLeft > 0) {
                commandsLeft--;
                others.accept(store);
                Wish<C> wish = wishes.get();
                if (random.nextInt(100) < weather.keylessPercent()) {
                    sendOnce(wish);
                } else {
                    sendUntilAnswered(wish, "key-" + keysMade++);
                }
            }
        }

        /** Nobody can know for certain what came of it; the torture does. */
        private void sendOnce(Wish<C> wish) {
            C command = wish.in(envelope(wish, null, insistedVersion(wish)));
            Outcome<S, E, R> outcome = request(command);
            if (outcome == null) {
                judge.unanswered(command);
            } else {
                answers.add(new Answered<>(command, outcome));
            }
        }

        private void sendUntilAnswered(Wish<C> wish, String key) {
            Long ifMatch = insistedVersion(wish);
            C command = wish.in(envelope(wish, key, ifMatch));
            Outcome<S, E, R> outcome = sendSome(wish, key, ifMatch);
            if (random.nextInt(100) < REPEAT_PERCENT) {
                diary.count(Happening.COMMAND_REPEATED);
                turns.pass();
                // Once it is stored, what its sender insists on does not matter any more.
                Long other =
                        outcome instanceof Committed ? Long.valueOf(random.nextInt(5)) : ifMatch;
                Outcome<S, E, R> again = definite(wish, key, other);
                judge.checkRepeated(command, outcome, again);
                outcome = again;
            }
            if (outcome instanceof Committed && random.nextInt(100) < REUSE_PERCENT) {
                reuse(wish, key);
            }
            judge.checkKnown(outcome);
            answers.add(new Answered<>(command, outcome));
        }

        /** Mostly one request; now and then several of the same command at once. */
        private Outcome<S, E, R> sendSome(Wish<C> wish, String key, @Nullable Long ifMatch) {
            if (random.nextInt(100) >= AT_ONCE_PERCENT) {
                return definite(wish, key, ifMatch);
            }
            diary.count(Happening.COMMAND_SENT_TWICE);
            List<Outcome<S, E, R>> outcomes = new ArrayList<>();
            Runnable sending = () -> outcomes.add(definite(wish, key, ifMatch));
            turns.atOnce(List.of(sending, sending));
            Outcome<S, E, R> first = outcomes.getFirst();
            Outcome<S, E, R> last = outcomes.getLast();
            C command = wish.in(NO_ENVELOPE);
            if (last instanceof Committed) {
                judge.checkRepeated(command, last, first instanceof Committed ? first : last);
                return last;
            }
            return first;
        }

        private void reuse(Wish<C> wish, String key) {
            Wish<C> other = wishes.get();
            if (!stream(other).equals(stream(wish)) || fields(other).equals(fields(wish))) {
                return;
            }
            diary.count(Happening.KEY_REUSED);
            judge.checkReused(definite(other, key, null));
        }

        private Outcome<S, E, R> definite(Wish<C> wish, String key, @Nullable Long ifMatch) {
            while (true) {
                Outcome<S, E, R> outcome = request(wish.in(envelope(wish, key, ifMatch)));
                if (outcome != null) {
                    return outcome;
                }
                turns.pass();
            }
        }

        private @Nullable Long insistedVersion(Wish<C> wish) {
            if (random.nextInt(100) >= weather.insistingPercent()) {
                return null;
            }
            diary.count(Happening.VERSION_INSISTED);
            return judge.version(stream(wish)) + random.nextInt(-1, 2);
        }

        private Envelope envelope(Wish<C> wish, @Nullable String key, @Nullable Long ifMatch) {
            String request = "request-" + requestsMade++;
            return new Envelope(
                    new Commit.Origin(
                            key == null
                                    ? Digest.of(request)
                                    : identity.id().of(name, stream(wish), key),
                            identity.hash().of(fields(wish), turns.instant()),
                            key != null,
                            name,
                            "correlation-1",
                            request),
                    turns.instant(),
                    onlyToCreate(ifMatch) ? null : ifMatch,
                    onlyToCreate(ifMatch),
                    null);
        }

        /** No stream has version 0: its sender insists that there is nothing yet. */
        private boolean onlyToCreate(@Nullable Long ifMatch) {
            return ifMatch != null && ifMatch == 0;
        }

        private StreamId stream(Wish<C> wish) {
            return wish.in(NO_ENVELOPE).stream();
        }

        private String fields(Wish<C> wish) {
            return wish.in(NO_ENVELOPE).toString();
        }

        /** One request; nothing where no definite answer came of it. */
        private @Nullable Outcome<S, E, R> request(C command) {
            CommandJudge<C, S, E, R>.Watched watched = judge.watch(command, turns.instant());
            CommandRequest reached =
                    new CommandRequest(
                            store, turns, diary, random, weather, faults, watched::overtaken);
            try {
                Outcome<S, E, R> outcome =
                        service.start(
                                        reached,
                                        Pacing.standard(turns.ticker(), random),
                                        turns::atOnce)
                                .handle(command);
                diary.note(() -> "%s: %s".formatted(command, outcome));
                watched.answered(outcome, reached.isOpen(), turns.instant());
                return outcome;
            } catch (OutageException outage) {
                diary.note(
                        Happening.COMMAND_UNANSWERED,
                        () -> command + ": " + outage.writeMayHaveLanded());
                watched.outage(outage.writeMayHaveLanded(), reached.isOpen());
                return null;
            } catch (Crash crash) {
                diary.note(() -> command + ": crashed");
                return null;
            }
        }
    }

    /** The store itself, with what was written to it in its order. */
    private final class Recorded extends ForwardingEventStore {

        Recorded(EventStore store) {
            super(store);
        }

        @Override
        public Appended append(List<Commit> added) {
            Appended answer = super.append(added);
            if (answer instanceof Appended.Written) {
                commits.addAll(added);
                added.forEach(judge::stored);
                diary.note(() -> "stored: " + added);
            }
            return answer;
        }
    }
}
