package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.Beside;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Decider.Decision;
import dev.orderstream.eventsourcing.command.JointDecider;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Outcome.Contended;
import dev.orderstream.eventsourcing.command.Outcome.IdReused;
import dev.orderstream.eventsourcing.command.Outcome.PreconditionFailed;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.eventsourcing.command.Outcome.TooLarge;
import dev.orderstream.eventsourcing.command.Outcome.TooManyCommits;
import dev.orderstream.eventsourcing.command.Outcome.Unchanged;
import dev.orderstream.testkit.torture.CommandTorture.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares answers with the commits as they are. It folds them from the first one on, without
 * snapshots, and knows nothing of attempts.
 */
final class CommandJudge<C extends Command<Outcome<S, E, R>>, S, E, R> {

    private static final int ALL = Integer.MAX_VALUE;
    private static final Duration BUDGET = Duration.ofSeconds(20);

    private final Aggregate<C, S, E, R> aggregate;
    private final EventStore store;

    /** The version of each stream that somebody was told of. */
    private final Map<StreamId, Long> told = new HashMap<>();

    /**
     * The versions that streams have come to, and those that they had before their first change.
     */
    private final Map<StreamId, Long> versions = new HashMap<>();

    private final Map<StreamId, Long> firstVersions = new HashMap<>();

    /** The streams that commands were sent to; others were only changed beside those. */
    private final Set<StreamId> addressed = new HashSet<>();

    /** The requests that told their senders that they have stored nothing. */
    private final Set<String> innocent = new HashSet<>();

    /** The streams that each command has changed, and every request by its name. */
    private final Map<Digest, Set<StreamId>> changed = new HashMap<>();

    private final Map<String, Watched> requests = new HashMap<>();

    private final List<C> unanswered = new ArrayList<>();

    CommandJudge(Aggregate<C, S, E, R> aggregate, EventStore store) {
        this.aggregate = aggregate;
        this.store = store;
    }

    long version(StreamId stream) {
        return commits(stream).size();
    }

    void unanswered(C command) {
        unanswered.add(command);
    }

    void stored(Commit commit) {
        versions.put(commit.stream(), commit.version());
        firstVersions.putIfAbsent(commit.stream(), commit.version() - 1);
        changed.computeIfAbsent(commit.origin().commandId(), absent -> new HashSet<>())
                .add(commit.stream());
    }

    Watched watch(C command, Instant now) {
        addressed.add(command.stream());
        Watched watched = new Watched(command, now);
        requests.put(request(command.envelope().origin()), watched);
        return watched;
    }

    /** A request and what was known when it began. */
    final class Watched {
        private final C command;
        private final Map<StreamId, Long> toldBefore = new HashMap<>(told);
        private final Map<StreamId, Long> before = new HashMap<>(versions);
        private final Instant begunAt;
        private final boolean storedBefore;

        private Watched(C command, Instant begunAt) {
            this.command = command;
            this.storedBefore = find(commits(command.stream()), id(command)) != null;
            this.begunAt = begunAt;
        }

        /**
         * The next attempt has to be decided on what it did not try to change as that is now: only
         * what it lost tells it how to go on.
         */
        void overtaken(List<Commit> sent, List<Commit> winners) {
            if (winners.stream().anyMatch(this::isOwn)) {
                return;
            }
            Set<StreamId> tried = sent.stream().map(Commit::stream).collect(Collectors.toSet());
            versions.forEach((stream, version) -> {
                if (!tried.contains(stream)) {
                    before.put(stream, version);
                }
            });
        }

        private boolean isOwn(Commit commit) {
            return commit.origin().commandId().equals(id(command));
        }

        void outage(boolean mayHaveLanded, boolean isOpen) {
            if (!mayHaveLanded) {
                check(!isOpen, "told not stored while an append is open", "");
                check(
                        find(commits(command.stream()), id(command)) == null,
                        "told not stored though it is",
                        "");
                innocent.add(request(command.envelope().origin()));
            }
        }

        void answered(Outcome<S, E, R> outcome, boolean isOpen, Instant now) {
            check(!isOpen, "answered while an append is open", outcome);
            check(outcome.stream().equals(command.stream()), "of another stream", outcome);
            List<Commit> commits = commits(command.stream());
            long version = outcome.version();
            check(version <= commits.size(), "a version that is not there", outcome);
            if (outcome instanceof Committed<S, E, R> committed) {
                committed(committed, commits);
            } else {
                Commit stored = find(commits, id(command));
                boolean toBeKnown = storedBefore || (stored != null && stored.version() <= version);
                check(
                        !toBeKnown || outcome instanceof IdReused,
                        "refused though it is stored",
                        outcome);
                innocent.add(request(command.envelope().origin()));
                refused(outcome, commits, now);
            }
            told.merge(command.stream(), version, Math::max);
        }

        private void committed(Committed<S, E, R> outcome, List<Commit> commits) {
            Commit commit = commits.get(Math.toIntExact(outcome.version()) - 1);
            Commit.Origin origin = command.envelope().origin();
            check(
                    commit.origin().commandId().equals(origin.commandId())
                            && commit.origin().userId().equals(origin.userId()),
                    "not its own",
                    outcome);
            check(
                    commit.origin().commandHash().equals(origin.commandHash()),
                    "answered from what asked for something else",
                    outcome);
            check(
                    aggregate.events().decode(commit).toList().equals(outcome.events()),
                    "other events than are stored",
                    outcome);
            boolean ofThisRequest =
                    Objects.equals(commit.origin().causationId(), origin.causationId());
            check(outcome.replayed() != ofThisRequest, "a replay or not", outcome);
            if (ofThisRequest) {
                Long ifMatch = command.envelope().ifMatch();
                check(
                        ifMatch == null || ifMatch == outcome.version() - 1,
                        "not on the version that was insisted on",
                        outcome);
                check(
                        !command.envelope().ifAbsent() || !exists(outcome.version() - 1),
                        "replaced what was only to be created",
                        outcome);
                check(
                        outcome.version() > toldBefore(command.stream()),
                        "older than what was told before",
                        outcome);
            }
            Watched maker = requests.getOrDefault(request(commit.origin()), this);
            check(
                    maker.isDecided(
                            outcome.version() - 1,
                            true,
                            decision -> isStored(decision, outcome.events(), commit.origin())),
                    "decided on another state",
                    outcome);
        }

        /** Its own events, and those of the other streams, by the same command; and no more. */
        private boolean isStored(Decision<E, R> decision, List<E> events, Commit.Origin origin) {
            return decision instanceof Decision.Accepted<E, R> accepted
                    && accepted.events().equals(events)
                    && accepted.beside().stream().allMatch(each -> isStored(each, origin))
                    && changed.getOrDefault(origin.commandId(), Set.of()).size()
                            == 1 + accepted.beside().size();
        }

        private <F> boolean isStored(Beside.Events<F> beside, Commit.Origin origin) {
            Commit commit = find(commits(beside.beside().stream()), origin.commandId());
            return commit != null
                    && commit.origin().equals(origin.inRelatedStream())
                    && beside.beside()
                            .aggregate()
                            .events()
                            .decode(commit)
                            .toList()
                            .equals(beside.events());
        }

        private void refused(Outcome<S, E, R> outcome, List<Commit> commits, Instant now) {
            long version = outcome.version();
            if (!(outcome instanceof IdReused)) {
                check(version >= toldBefore(command.stream()), "decided on a stale state", outcome);
            }
            switch (outcome) {
                case Rejected<S, E, R> rejected ->
                        check(
                                isDecided(
                                        version,
                                        false,
                                        new Decision.Rejected<E, R>(rejected.reason())::equals),
                                "rejected without a reason",
                                outcome);
                case Unchanged<S, E, R> unchanged ->
                        check(
                                isDecided(version, false, Decision.<E, R>unchanged()::equals),
                                "there was something to change",
                                outcome);
                case PreconditionFailed<S, E, R> failed -> {
                    Long ifMatch = command.envelope().ifMatch();
                    check(
                            failed.exists()
                                    ? command.envelope().ifAbsent() && exists(version)
                                    : ifMatch != null && (version == 0 || ifMatch != version),
                            "the condition held that was insisted on",
                            outcome);
                }
                case IdReused<S, E, R> reused -> {
                    Commit.Origin other = commits.get(Math.toIntExact(version) - 1).origin();
                    Commit.Origin own = command.envelope().origin();
                    check(
                            other.commandId().equals(own.commandId())
                                    && other.userId().equals(own.userId())
                                    && !other.commandHash().equals(own.commandHash()),
                            "nothing else has this id",
                            outcome);
                }
                case Contended<S, E, R> contended ->
                        check(
                                !now.isBefore(begunAt.plus(BUDGET)),
                                "gave up before its time was over",
                                outcome);
                case TooLarge<S, E, R> tooLarge -> check(false, "not large", outcome);
                case TooManyCommits<S, E, R> tooMany -> check(false, "not so many", outcome);
                case Committed<S, E, R> committed -> throw new IllegalStateException();
            }
        }

        /** Whether what the command creates existed at this version of its stream. */
        private boolean exists(long version) {
            return aggregate
                    .decider()
                    .exists(command, fold(aggregate, commits(command.stream()), version));
        }

        /**
         * Whether it may have been decided so at this version of its stream: with the other streams
         * as they were just before this command changed them, where it was carried out, and else at
         * some time since it began, or since its last attempt where that had not tried to change
         * them.
         */
        private boolean isDecided(
                long version, boolean carriedOut, Predicate<Decision<E, R>> asTold) {
            S state = fold(aggregate, commits(command.stream()), version);
            List<Beside<?, ?>> others = aggregate.decider().beside(command, state);
            return anyOf(
                    others,
                    carriedOut,
                    new HashMap<>(),
                    states -> asTold.test(aggregate.decider().decide(command, state, states)));
        }

        private boolean anyOf(
                List<Beside<?, ?>> others,
                boolean carriedOut,
                Map<StreamId, Object> chosen,
                Predicate<JointDecider.States> holds) {
            if (others.isEmpty()) {
                return holds.test(statesOf(chosen));
            }
            Beside<?, ?> next = others.getFirst();
            List<Commit> commits = commits(next.stream());
            Commit made = find(commits, id(command));
            // Nobody is refused for what he has taken himself.
            long to = made == null ? commits.size() : made.version() - 1;
            long from = carriedOut && made != null ? to : versionBefore(next.stream());
            for (long version = from; version <= to; version++) {
                chosen.put(next.stream(), fold(next.aggregate(), commits, version));
                if (anyOf(others.subList(1, others.size()), carriedOut, chosen, holds)) {
                    return true;
                }
            }
            return false;
        }

        /** That when the request began. */
        private long versionBefore(StreamId stream) {
            Long unchanged = firstVersions.getOrDefault(stream, version(stream));
            return before.getOrDefault(stream, unchanged);
        }

        private long toldBefore(StreamId stream) {
            return toldBefore.getOrDefault(stream, 0L);
        }

        private void check(boolean holds, String complaint, Object outcome) {
            if (!holds) {
                throw new AssertionError("%s: %s of %s".formatted(complaint, outcome, command));
            }
        }
    }

    /** A command that was carried out is answered as before; one that was not may be by now. */
    void checkRepeated(C command, Outcome<S, E, R> before, Outcome<S, E, R> again) {
        checkKnown(again);
        if (before instanceof Committed<S, E, R> first) {
            boolean same =
                    again instanceof Committed<S, E, R> second
                            && second.version() == first.version()
                            && second.events().equals(first.events());
            if (!same) {
                throw new AssertionError(
                        "repeated, answered otherwise: %s: %s, then %s"
                                .formatted(command, before, again));
            }
        }
    }

    /** A command that was sent before is not taken for another one. */
    void checkKnown(Outcome<S, E, R> outcome) {
        if (outcome instanceof IdReused) {
            throw new AssertionError("taken for another command: " + outcome);
        }
    }

    /** A key that was used for something else is told. */
    void checkReused(Outcome<S, E, R> outcome) {
        if (!(outcome instanceof IdReused)) {
            throw new AssertionError("a key was used for two things: " + outcome);
        }
    }

    /** In the end: what was told is there for ever, once, and nothing else is. */
    void checkAll(List<Commit> written, List<Answered<C, S, E, R>> answers) {
        unanswered.forEach(command -> {
            Commit commit = find(commits(command.stream()), id(command));
            if (commit != null) {
                answers.add(
                        new Answered<>(
                                command,
                                new Committed<>(
                                        commit.stream(),
                                        commit.version(),
                                        aggregate.events().decode(commit).toList(),
                                        false)));
            }
        });
        Set<Digest> ids = new HashSet<>();
        Set<String> made = new HashSet<>();
        for (Commit commit : written) {
            require(
                    commit.equals(at(commit.stream(), commit.version())),
                    "lost from the store",
                    commit);
            ids.add(commit.origin().commandId());
            require(
                    made.add(commit.stream() + " " + commit.origin().commandId()),
                    "carried out twice",
                    commit);
            require(
                    !innocent.contains(request(commit.origin())),
                    "stored by a request that was answered as if it had not",
                    commit);
            checkOwner(commit);
            checkSnapshot(commit);
        }
        for (Answered<C, S, E, R> answered : answers) {
            boolean stored = ids.contains(id(answered.command()));
            require(
                    stored == answered.outcome() instanceof Committed,
                    "stored or not, other than its last answer says",
                    answered);
        }
    }

    private Commit at(StreamId stream, long version) {
        return commits(stream).get(Math.toIntExact(version) - 1);
    }

    private void checkOwner(Commit commit) {
        if (!addressed.contains(commit.stream())) {
            return;
        }
        S after = fold(aggregate, commits(commit.stream()), commit.version());
        require(
                Optional.ofNullable(commit.owner())
                        .equals(aggregate.decider().owner(commit.stream(), after)),
                "another owner than that of the state after it",
                commit);
    }

    private void checkSnapshot(Commit commit) {
        if (commit.snapshot() == null || !addressed.contains(commit.stream())) {
            return;
        }
        List<Commit> commits = commits(commit.stream());
        KnownCommands known = KnownCommands.NONE;
        for (Commit before : commits.subList(0, Math.toIntExact(commit.version()))) {
            known = known.after(before, aggregate.changesKnown());
        }
        require(
                aggregate
                        .states()
                        .read(commit.snapshot())
                        .equals(Optional.of(fold(aggregate, commits, commit.version()))),
                "a snapshot of another state",
                commit);
        require(commit.snapshot().commands().equals(known), "a snapshot of other commands", commit);
    }

    private static <T, F> T fold(
            Aggregate<?, T, F, ?> aggregate, List<Commit> commits, long version) {
        T state = aggregate.decider().initial();
        for (Commit commit : commits.subList(0, Math.toIntExact(version))) {
            for (F event : aggregate.events().decode(commit).toList()) {
                state = aggregate.decider().evolve(state, event);
            }
        }
        return state;
    }

    private static JointDecider.States statesOf(Map<StreamId, Object> states) {
        return new JointDecider.States() {
            @Override
            @SuppressWarnings("unchecked") // each was folded by its own aggregate
            public <T> T of(Beside<T, ?> beside) {
                return (T) Objects.requireNonNull(states.get(beside.stream()));
            }
        };
    }

    private List<Commit> commits(StreamId stream) {
        return store.readAfter(stream, 0, ALL);
    }

    private static @Nullable Commit find(List<Commit> commits, Digest id) {
        return commits.stream()
                .filter(commit -> commit.origin().commandId().equals(id))
                .findFirst()
                .orElse(null);
    }

    private Digest id(C command) {
        return command.envelope().origin().commandId();
    }

    private static String request(Commit.Origin origin) {
        return Objects.requireNonNull(origin.causationId());
    }

    private static void require(boolean holds, String complaint, Object about) {
        if (!holds) {
            throw new AssertionError(complaint + ": " + about);
        }
    }
}
