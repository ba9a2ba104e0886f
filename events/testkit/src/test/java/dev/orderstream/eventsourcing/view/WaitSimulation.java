package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryWaitLeases;
import dev.orderstream.testkit.torture.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Many callers who wait at the same time, while commits are stored, a projector follows them or is
 * down, requests fail and callers' instances die: by a seed, in simulated time. It throws where a
 * promise is broken.
 */
final class WaitSimulation {

    private static final int CALLERS = 25;
    private static final int WAITS_EACH = 5;
    private static final int STREAMS = 6;
    private static final int COMMITS = 120;
    private static final List<String> OWNERS = List.of("anna", "bert");

    /** What may be replaced by something that does it wrong. */
    record Parts(
            UnaryOperator<CommitOwners> commits,
            UnaryOperator<KnownLag> lag,
            UnaryOperator<WaitLeases> leases) {

        static final Parts REAL =
                new Parts(
                        UnaryOperator.identity(),
                        UnaryOperator.identity(),
                        UnaryOperator.identity());
    }

    private final RandomGenerator random;
    private final Parts parts;
    private final Turns turns;
    private final int placesMax;
    private final int faultPercent;
    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryWaitLeases leases = new InMemoryWaitLeases();
    private final Map<StreamId, Long> views = new HashMap<>();
    private final Map<StreamId, Long> versions = new HashMap<>();

    /** The commits that the projector has not taken in, oldest first. */
    private final List<Commit> unprojected = new ArrayList<>();

    private int longWaits;
    private int callersLeft = CALLERS;
    private boolean isLeaseLeft;

    /** What happened, so that a test knows that the interesting cases did. */
    int waited;

    int refused;
    int leased;

    WaitSimulation(RandomGenerator random, Parts parts) {
        this.random = random;
        this.parts = parts;
        this.turns = new Turns(random, 50, 4);
        this.placesMax = random.nextInt(6);
        this.faultPercent = random.nextBoolean() ? 0 : 1;
    }

    void run() {
        turns.start(this::write);
        turns.start(this::project);
        for (int n = 0; n < CALLERS; n++) {
            turns.start(this::call);
        }
        turns.run();
        check(isLeaseLeft || leases.held(turns.instant()) == 0, "a place is not freed");
        Instant expired = turns.instant().plus(WaitPool.LEASED_FOR);
        check(leases.held(expired) == 0, "a lease does not expire");
    }

    private static void check(boolean holds, String complaint) {
        if (!holds) {
            throw new AssertionError(complaint);
        }
    }

    private static StreamId stream(int number) {
        return new StreamId("Order", Integer.toString(number));
    }

    private static String owner(StreamId stream) {
        return OWNERS.get(Integer.parseInt(stream.id()) % OWNERS.size());
    }

    private void write() {
        for (int n = 0; n < COMMITS && callersLeft > 0; n++) {
            StreamId stream = stream(random.nextInt(STREAMS));
            long version = versions.merge(stream, 1L, Long::sum);
            Commit commit = at(turns.instant(), Commits.of(stream, version));
            events.append(commit);
            unprojected.add(commit);
            turns.pause(Duration.ofMillis(random.nextInt(1_500)));
        }
    }

    private static Commit at(Instant now, Commit commit) {
        return new Commit(
                commit.stream(),
                commit.version(),
                now,
                commit.events(),
                commit.origin(),
                owner(commit.stream()),
                null);
    }

    /** Mostly soon; now and then it is down for up to 40 seconds. */
    private void project() {
        while (callersLeft > 0) {
            turns.pause(
                    Duration.ofMillis(
                            random.nextInt(100) < 3
                                    ? random.nextInt(40_000)
                                    : random.nextInt(1_000)));
            unprojected.forEach(commit -> views.put(commit.stream(), commit.version()));
            unprojected.clear();
        }
    }

    private Duration lag() {
        return unprojected.isEmpty()
                ? Duration.ZERO
                : Duration.between(unprojected.getFirst().recordedAt(), turns.instant());
    }

    private void call() {
        for (int n = 0; n < WAITS_EACH; n++) {
            turns.pause(Duration.ofMillis(random.nextInt(5_000)));
            new OneWait().run();
        }
        callersLeft--;
    }

    /** One call that waits. */
    private final class OneWait implements Ticker {
        private final StreamId stream = stream(random.nextInt(STREAMS + 2));
        private final Awaited awaited = new Awaited(stream, version(), timeout());
        private final String caller =
                random.nextInt(4) == 0
                        ? "administrator"
                        : OWNERS.get(random.nextInt(OWNERS.size()));
        private final boolean sees = caller.equals("administrator") || caller.equals(owner(stream));
        private final long startedNanos = turns.ticker().nanoTime();
        private final List<String> requests = new ArrayList<>();
        private Duration slept = Duration.ZERO;
        private boolean existed;
        private boolean isHopeless;
        private boolean isRefused = placesMax == 0;
        private boolean isDead;

        private long version() {
            return random.nextInt(5) == 0
                    ? 2_000_000_000
                    : 1 + random.nextLong(versions.getOrDefault(stream, 0L) + 1);
        }

        private static Duration timeout(RandomGenerator random) {
            return Duration.ofMillis(random.nextInt(20_001));
        }

        private Duration timeout() {
            return timeout(random);
        }

        void run() {
            ReadYourWrites readYourWrites =
                    new ReadYourWrites(
                            this,
                            this.asked(parts.commits().apply(events)),
                            this.asked(parts.lag().apply(WaitSimulation.this::lag)),
                            new WaitPool(
                                    placesMax,
                                    this.asked(parts.leases().apply(leases)),
                                    turns,
                                    random));
            try {
                judge(
                        readYourWrites.await(
                                awaited,
                                caller.equals("administrator")
                                        ? StreamVisibility.ALL
                                        : StreamVisibility.of(caller),
                                this::read,
                                view -> view.orElse(0L) >= awaited.version()));
            } catch (OutageException expected) {
                // A request failed: the caller is told 503.
            }
        }

        private void judge(ReadYourWrites.Answer<Optional<Long>> answer) {
            if (answer.recent()) {
                check(
                        answer.value().orElse(0L) >= awaited.version() && sees,
                        "what is called recent is not");
                return;
            }
            boolean timedOut = slept.compareTo(awaited.timeout()) >= 0 || left().isNegative();
            check(
                    !existed || !sees || isHopeless || isRefused || timedOut || left().isZero(),
                    "it gave up without a reason");
            if (!existed || !sees) {
                check(
                        requests.equals(List.of("EVENTUAL", "commit")),
                        "other requests than for a commit that does not exist: " + requests);
            }
        }

        private void request(String name) {
            requests.add(name);
            turns.pass();
            if (random.nextInt(100) < faultPercent) {
                throw new OutageException(true, null);
            }
        }

        private Optional<Long> read(Consistency consistency) {
            request(consistency.name());
            return sees ? Optional.ofNullable(views.get(stream)) : Optional.empty();
        }

        private CommitOwners asked(CommitOwners real) {
            return (of, version) -> {
                request("commit");
                existed = events.find(of, version).isPresent();
                return real.find(of, version);
            };
        }

        private KnownLag asked(KnownLag real) {
            return () -> {
                request("lag");
                isHopeless = lag().compareTo(left()) > 0;
                return real.estimate();
            };
        }

        private WaitLeases asked(WaitLeases real) {
            return new WaitLeases() {
                @Override
                public boolean acquire(int place, String holder, Instant now, Instant until) {
                    boolean acquired = real.acquire(place, holder, now, until);
                    isLeaseLeft |= acquired && faultPercent > 0;
                    request("acquire");
                    leased += acquired ? 1 : 0;
                    isRefused = !acquired;
                    refused += acquired ? 0 : 1;
                    return acquired;
                }

                @Override
                public void release(int place, String holder) {
                    request("release");
                    if (!isDead) {
                        real.release(place, holder);
                    }
                }
            };
        }

        private Duration left() {
            return awaited.timeout().minusNanos(nanoTime() - startedNanos);
        }

        @Override
        public long nanoTime() {
            return turns.ticker().nanoTime();
        }

        /** Each pause is judged: it is what takes a caller's instance from others. */
        @Override
        public void sleep(Duration time) {
            check(existed && sees, "waits for what does not exist or is not visible");
            check(!isHopeless, "waits though the lag is longer than the rest of the timeout");
            check(time.compareTo(left()) <= 0, "waits longer than the timeout");
            slept = slept.plus(time);
            boolean isLong =
                    awaited.timeout().compareTo(ReadYourWrites.UNLEASED_MAX) > 0
                            && awaited.timeout()
                                            .minus(left())
                                            .compareTo(ReadYourWrites.LEASED_AFTER)
                                    >= 0;
            longWaits += isLong ? 1 : 0;
            waited++;
            check(longWaits <= placesMax, "more long waits than places");
            turns.pause(time);
            longWaits -= isLong ? 1 : 0;
            isDead = faultPercent > 0 && random.nextInt(200) == 0;
            if (isDead) {
                throw new OutageException(false, null);
            }
        }
    }
}
