package dev.orderstream.eventsourcing;

import static dev.orderstream.testkit.TankProjection.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.ForwardingViewStore;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryViewStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.TankProjection;
import dev.orderstream.testkit.TankProjection.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A few tanks, their commands and their doorbells. With {@code rivalsMax} above 0 other commands
 * and doorbells come in between, on the same thread and so in an order that the seed repeats.
 */
final class SimulatedWorld {

    private static final List<String> TANKS = List.of("a", "b", "a-b", "c");
    private static final int ALL = 10_000;

    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryViewStore views = new InMemoryViewStore();
    private final List<Commit> doorbells = new CopyOnWriteArrayList<>();
    private final List<Tank.Change> sent = new CopyOnWriteArrayList<>();
    private final TankProjection projection = new TankProjection();
    private final CommandLoop<Tank.Change, Tank.State, Tank.Event, Tank.Refusal> loop =
            new CommandLoop<>(
                    new Tank(),
                    Tank.CODEC,
                    new RivalEventStore(),
                    Pacing.standard(new FakeTicker(), new SplittableRandom(1)));
    private final CatchUp catchUp = new CatchUp(events, new RivalViewStore(), List.of(projection));
    private final RandomGenerator random;
    private final int rivalsMax;
    private int rivals;

    SimulatedWorld(RandomGenerator random, int rivalsMax) {
        this.random = random;
        this.rivalsMax = rivalsMax;
    }

    /** One command in five is one that was sent before. */
    void sendSomeCommand(RandomGenerator random) {
        if (!sent.isEmpty() && random.nextInt(5) == 0) {
            loop.handle(sent.get(random.nextInt(sent.size())));
            return;
        }
        String id = TANKS.get(random.nextInt(TANKS.size()));
        Tank.Change change =
                random.nextInt(4) == 0
                        ? new Tank.Install(id, 1_000, Tank.envelope())
                        : new Tank.Fill(id, random.nextInt(-5, 10), Tank.envelope());
        sent.add(change);
        loop.handle(change);
    }

    /** Rings some doorbells that rang before, too; those that are left out may never ring. */
    void ringSomeDoorbells(RandomGenerator random) {
        List<Commit> batch = new ArrayList<>(doorbells);
        batch.removeIf(commit -> random.nextInt(4) > 0);
        ring(batch, random);
    }

    /** Rings the last doorbell of each stream at least. */
    void ringAllDoorbells(RandomGenerator random) {
        List<Commit> batch = new ArrayList<>(doorbells);
        batch.removeIf(commit -> !isLast(commit) && random.nextBoolean());
        ring(batch, random);
    }

    private boolean isLast(Commit commit) {
        return events.readAfter(commit.stream(), commit.version(), 1).isEmpty();
    }

    private void ring(List<Commit> batch, RandomGenerator random) {
        Collections.shuffle(batch, random);
        batch.stream()
                .collect(Collectors.groupingBy(Commit::stream))
                .forEach((stream, commits) ->
                        catchUp.run(
                                stream,
                                commits.stream().mapToLong(Commit::version).max().orElseThrow(),
                                commits));
    }

    int commits() {
        return doorbells.size();
    }

    void check() {
        Map<String, BigDecimal> totals = new HashMap<>();
        for (String id : TANKS) {
            List<Commit> commits = events.readAfter(Tank.stream(id), 0, ALL);
            if (!commits.isEmpty()) {
                Level expected = checkView(id, commits);
                projection
                        .write(expected)
                        .tally()
                        .amounts()
                        .forEach((name, by) -> totals.merge(name, by, BigDecimal::add));
            }
        }
        assertThat(moved(views.counters(TOTALS, Consistency.STRONG))).isEqualTo(moved(totals));
        assertThat(doorbells)
                .extracting(commit -> commit.origin().commandId())
                .doesNotHaveDuplicates();
    }

    private Level checkView(String id, List<Commit> commits) {
        Level expected = null;
        for (Commit commit : commits) {
            expected = projection.evolve(expected, commit);
        }
        View view = views.read(projection.key(id), Consistency.STRONG).orElseThrow();
        assertThat(projection.read(view.body())).isEqualTo(expected);
        assertThat(view.version()).isEqualTo(commits.size());
        assertThat(expected.litres()).isBetween(0, 1_000);
        assertThat(views.history(view.key().owner(), 0, ALL, ALL, Consistency.STRONG))
                .extracting(HistoryEntry::version)
                .isEqualTo(commits.stream().map(Commit::version).toList());
        return expected;
    }

    private static Map<String, BigDecimal> moved(Map<String, BigDecimal> counters) {
        Map<String, BigDecimal> moved = new HashMap<>(counters);
        moved.values().removeIf(value -> value.signum() == 0);
        return moved;
    }

    /** Lets somebody else act, unless so many do already. */
    private void letRivalAct(Runnable act) {
        if (rivals < rivalsMax && random.nextInt(3) == 0) {
            rivals++;
            act.run();
            rivals--;
        }
    }

    private final class RivalEventStore implements EventStore {

        @Override
        public Appended append(Commit commit) {
            letRivalAct(() -> sendSomeCommand(random));
            Appended appended = events.append(commit);
            if (appended instanceof Appended.Written) {
                doorbells.add(commit);
            }
            return appended;
        }

        @Override
        public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
            return events.readAfter(stream, version, commitsMax);
        }

        @Override
        public Optional<Commit> newest(StreamId stream) {
            return events.newest(stream);
        }
    }

    private final class RivalViewStore extends ForwardingViewStore {

        private RivalViewStore() {
            super(views);
        }

        @Override
        public boolean replace(@Nullable View previous, View next) {
            letRivalAct(() -> ringSomeDoorbells(random));
            return super.replace(previous, next);
        }
    }
}
