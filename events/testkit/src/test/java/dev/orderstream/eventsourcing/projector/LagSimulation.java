package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryHeartbeats;
import dev.orderstream.testkit.torture.Turns;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Half an hour of heartbeats: ticks that crash, fail or run two at a time, shards that stall,
 * double, shuffle or lose records, and a laptop that sleeps. The estimate is compared with what is
 * really on its way, again and again.
 */
final class LagSimulation {

    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final Duration TICK_LATE_MAX = Duration.ofSeconds(15);
    private static final int STALL_SECONDS_MAX = 600;
    private static final int DELIVERY_MILLIS_MAX = 800;
    private static final int SLEEP_SECONDS_MAX = 7_200;

    /** What can happen, so that a test can ask whether it did. */
    enum Event {
        TICK_CRASHED,
        TICK_FAILED,
        TWO_TICKS,
        NEW_DAY,
        SLEPT,
        DOUBLED,
        SHUFFLED,
        LOST,
        STALLED,
        BATCH_FAILED,
        LAG_OF_MINUTES,
        NO_LAG
    }

    /** A function that ends between two calls. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash() {
            super("the function has ended", null, false, false);
        }
    }

    private final RandomGenerator random;
    private final Turns turns;
    private final InMemoryEventStore stored = new InMemoryEventStore();
    private final InMemoryHeartbeats kept = new InMemoryHeartbeats();
    private final List<Deque<Commit>> shards = new ArrayList<>();
    private final Set<Event> happened = EnumSet.noneOf(Event.class);
    private final Instant end;
    private final int faultPerMille;
    private final int crashPercent;
    private final int secondPercent;
    private final int oddPercent;
    private final int stallPercent;
    private final boolean sleeps;

    /** Time that passed while everything stood still. */
    private Duration slept = Duration.ZERO;

    private int ticksAtWork;
    private boolean over;
    private boolean tickIsClean;

    /** By stream, when its heartbeats were sent. */
    private final Map<Integer, TreeSet<Instant>> sent = new HashMap<>();

    /** The start of the last tick that ran alone and without a fault: all up to it is noted. */
    private Instant notedUpTo = Instant.MIN;

    LagSimulation(RandomGenerator random) {
        this.random = random;
        this.turns = new Turns(random, any(5, 30, 80), any(1, 20, 200));
        // Half of them are close to midnight.
        if (random.nextBoolean()) {
            this.slept = Duration.ofHours(12).minusSeconds(random.nextInt(1_800));
        }
        this.end = turns.instant().plus(LENGTH);
        this.faultPerMille = any(0, 0, 10, 50);
        this.crashPercent = any(0, 0, 10, 30);
        this.secondPercent = any(0, 0, 10, 30);
        this.oddPercent = any(0, 5, 30);
        this.stallPercent = any(0, 2, 10);
        this.sleeps = random.nextInt(4) == 0;
        for (int shard = 0; shard < any(1, 3, 8); shard++) {
            shards.add(new ArrayDeque<>());
        }
    }

    private int any(Integer... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private Instant now() {
        return turns.instant().plus(slept);
    }

    Set<Event> run() {
        turns.start(this::tickEachMinute);
        shards.forEach(shard -> turns.start(() -> deliver(shard)));
        turns.start(this::readAgainAndAgain);
        turns.run();
        return happened;
    }

    private void tickEachMinute() {
        while (turns.instant().isBefore(end)) {
            if (chance(secondPercent)) {
                happened.add(Event.TWO_TICKS);
                turns.start(this::tick);
            }
            tick();
            turns.pause(
                    Heartbeat.PERIOD.plusMillis(
                            random.nextInt(Math.toIntExact(TICK_LATE_MAX.toMillis()))));
            if (sleeps && chance(10)) {
                happened.add(Event.SLEPT);
                slept = slept.plusSeconds(random.nextInt(SLEEP_SECONDS_MAX));
            }
        }
        over = true;
    }

    private void tick() {
        ticksAtWork++;
        tickIsClean = ticksAtWork == 1;
        Instant begin = now();
        int callsLeft = chance(crashPercent) ? random.nextInt(40) : Integer.MAX_VALUE;
        Calls calls = new Calls(callsLeft);
        try {
            Heartbeats reached = new Reached(calls);
            LagNotes notes = reached.read();
            new HeartbeatSender(new Sent(calls), reached, turns::atOnce).send(notes, begin);
            if (tickIsClean && ticksAtWork == 1) {
                notedUpTo = begin;
            }
        } catch (Crash crash) {
            happened.add(Event.TICK_CRASHED);
        } catch (OutageException outage) {
            happened.add(Event.TICK_FAILED);
        } finally {
            tickIsClean = false;
            ticksAtWork--;
        }
    }

    private void deliver(Deque<Commit> shard) {
        List<Commit> delivered = new ArrayList<>();
        Calls calls = new Calls(Integer.MAX_VALUE);
        Projector projector = new Projector(List::of, new Reached(calls), turns::atOnce, this::now);
        while (!over) {
            turns.pause(Duration.ofMillis(1 + random.nextInt(DELIVERY_MILLIS_MAX)));
            if (chance(stallPercent)) {
                happened.add(Event.STALLED);
                turns.pause(Duration.ofSeconds(random.nextInt(STALL_SECONDS_MAX)));
            }
            List<Commit> batch = batch(shard, delivered);
            while (!batch.isEmpty() && !over && !isDone(projector, batch)) {
                happened.add(Event.BATCH_FAILED);
                turns.pause(Duration.ofSeconds(1));
            }
            delivered.addAll(batch);
        }
    }

    private List<Commit> batch(Deque<Commit> shard, List<Commit> delivered) {
        List<Commit> batch = new ArrayList<>();
        int size = 1 + random.nextInt(20);
        while (!shard.isEmpty() && batch.size() < size) {
            batch.add(shard.remove());
        }
        if (!batch.isEmpty() && chance(oddPercent)) {
            if (!delivered.isEmpty()) {
                happened.add(Event.DOUBLED);
                batch.add(delivered.get(random.nextInt(delivered.size())));
            }
            happened.add(Event.SHUFFLED);
            Collections.shuffle(batch, random);
            if (random.nextInt(10) == 0) {
                happened.add(Event.LOST);
                batch.removeLast();
            }
        }
        return batch;
    }

    private static boolean isDone(Projector projector, List<Commit> batch) {
        List<Doorbell> doorbells = new ArrayList<>();
        batch.forEach(
                commit -> doorbells.add(Doorbell.of(BigInteger.valueOf(doorbells.size()), commit)));
        try {
            return projector.project(doorbells).failed().isEmpty();
        } catch (OutageException outage) {
            return false;
        }
    }

    private void readAgainAndAgain() {
        while (!over) {
            turns.pause(Duration.ofMillis(random.nextInt(10_000)));
            check();
        }
    }

    private void check() {
        LagNotes all = kept.read();
        LagNotes notes = new LagNotes(all.sent(), all.arrived(), List.of());
        Instant now = now();
        Duration lag = notes.estimateAt(now).orElse(Duration.ZERO);
        Map<Integer, Instant> pending = new TreeMap<>();
        sent.forEach((number, times) -> {
            Instant arrived = notes.arrived().get(number);
            Optional.ofNullable(arrived == null ? times.first() : times.higher(arrived))
                    .ifPresent(oldest -> pending.put(number, oldest));
        });
        if (pending.isEmpty()) {
            happened.add(Event.NO_LAG);
        }
        if (lag.compareTo(Duration.ofMinutes(2)) > 0) {
            happened.add(Event.LAG_OF_MINUTES);
        }
        checkNothingIsMadeUp(notes, lag, pending, now);
        checkNothingIsMissed(lag, pending, now);
    }

    /** A lag has a heartbeat that is really on its way, and is not much more than its age. */
    private void checkNothingIsMadeUp(
            LagNotes notes, Duration lag, Map<Integer, Instant> pending, Instant now) {
        if (lag.isZero()) {
            return;
        }
        boolean regular = crashPercent == 0 && faultPerMille == 0 && !sleeps;
        Duration atMost = Duration.ZERO;
        for (Map.Entry<Integer, Instant> beat : pending.entrySet()) {
            Duration age = Heartbeat.elapsed(beat.getValue(), now);
            Instant arrived = notes.arrived().get(beat.getKey());
            Duration bound =
                    regular || arrived == null
                            ? age.plus(TICK_LATE_MAX).plusSeconds(5)
                            : Heartbeat.elapsed(arrived, now);
            atMost = atMost.compareTo(bound) > 0 ? atMost : bound;
        }
        if (lag.compareTo(atMost) > 0) {
            throw new AssertionError(
                    "made up: at %s the lag is %s, but at most %s; pending %s, %s"
                            .formatted(now, lag, atMost, pending, notes));
        }
    }

    /** A heartbeat that is on its way, and that a tick has noted, shows, to the minute. */
    private void checkNothingIsMissed(Duration lag, Map<Integer, Instant> pending, Instant now) {
        pending.forEach((number, oldest) -> {
            Duration age = Heartbeat.elapsed(oldest, now);
            if (!oldest.isAfter(notedUpTo) && lag.plus(Heartbeat.PERIOD).compareTo(age) < 0) {
                throw new AssertionError(
                        "missed: at %s the lag is %s, but of stream %d one is pending since %s; %s"
                                .formatted(now, lag, number, oldest, kept.read()));
            }
        });
    }

    /** The calls of one function: others go ahead between them, and they may fail. */
    private final class Calls {
        private int left;

        Calls(int left) {
            this.left = left;
        }

        <T> T call(Supplier<T> act) {
            step();
            boolean fails = random.nextInt(1_000) < faultPerMille;
            if (fails && random.nextBoolean()) {
                throw outage(false);
            }
            T answer = act.get();
            step();
            if (fails) {
                throw outage(true);
            }
            return answer;
        }

        private void step() {
            turns.pass();
            if (left-- <= 0) {
                left = 0;
                throw new Crash();
            }
        }

        private OutageException outage(boolean mayHaveLanded) {
            tickIsClean = false;
            return new OutageException(mayHaveLanded, new IllegalStateException("simulated"));
        }
    }

    /** The event store as a tick reaches it; what is added comes to a shard. */
    private final class Sent extends ForwardingEventStore {
        private final Calls calls;

        Sent(Calls calls) {
            super(stored);
            this.calls = calls;
        }

        @Override
        public Appended append(List<Commit> commits) {
            return calls.call(() -> {
                Appended appended = super.append(commits);
                if (appended instanceof Appended.Written) {
                    commits.forEach(LagSimulation.this::written);
                }
                return appended;
            });
        }
    }

    private void written(Commit beat) {
        int number = Heartbeat.number(beat.stream()).orElseThrow();
        TreeSet<Instant> before = sent.computeIfAbsent(number, none -> new TreeSet<>());
        if (!before.isEmpty()
                && !Heartbeat.stream(before.getLast(), number).equals(beat.stream())) {
            happened.add(Event.NEW_DAY);
        }
        before.add(beat.recordedAt());
        shards.get(number % shards.size()).add(beat);
    }

    /** The notes as a function reaches them. */
    private final class Reached implements Heartbeats {
        private final Calls calls;

        Reached(Calls calls) {
            this.calls = calls;
        }

        @Override
        public LagNotes read() {
            return calls.call(kept::read);
        }

        @Override
        public void sent(Map<Integer, SentHeartbeat> all, Instant now) {
            calls.call(() -> {
                kept.sent(all, now);
                return true;
            });
        }

        @Override
        public Map<Integer, Instant> arrived(Map<Integer, Instant> sentAt, Instant now) {
            return calls.call(() -> kept.arrived(sentAt, now));
        }

        @Override
        public void late(BatchLag batch) {
            calls.call(() -> {
                kept.late(batch);
                return true;
            });
        }
    }
}
