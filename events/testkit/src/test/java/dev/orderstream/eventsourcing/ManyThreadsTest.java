package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.Projector;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryHeartbeats;
import dev.orderstream.testkit.InMemoryNotices;
import dev.orderstream.testkit.InMemoryViewStore;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.TankProjection;
import dev.orderstream.testkit.Together;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Commands and batches on real threads, where the torture has only one at a time. */
class ManyThreadsTest {

    private static final List<String> TANKS = List.of("a", "b", "a-b", "c");
    private static final int THREADS = 8;
    private static final int STEPS = 30;

    private final TankProjection projection = new TankProjection();

    @Test
    void many_threads_at_once_lose_and_double_nothing() {
        Seeds.forEach(
                10,
                (seed, random) -> {
                    InMemoryEventStore events = new InMemoryEventStore();
                    InMemoryViewStore views = new InMemoryViewStore();
                    Projector projector = projector(events, views);

                    Together.run(
                            THREADS,
                            i ->
                                    () -> {
                                        work(
                                                events,
                                                projector,
                                                new SplittableRandom(100 * seed + i));
                                        return i;
                                    });
                    events.forEachPage(projector::project);

                    check(events, views);
                });
    }

    private Projector projector(InMemoryEventStore events, InMemoryViewStore views) {
        ReadModel model =
                new ReadModel(
                        1,
                        ReadModel.Role.SERVING,
                        new CatchUp(events, views, List.of(projection), new InMemoryDiscards()),
                        ParkedStreams.serving(new InMemoryNotices(), 1));
        return new Projector(
                () -> List.of(model),
                new InMemoryHeartbeats(),
                AtOnce.virtualThreads(),
                InstantSource.fixed(Tank.SENT));
    }

    /** Sends commands, and rings some of all doorbells in between. */
    private static void work(
            InMemoryEventStore events, Projector projector, RandomGenerator random) {
        var loop =
                new CommandLoop<>(
                        Tank.AGGREGATE, events, Pacing.standard(new FakeTicker(), random));
        for (int step = 0; step < STEPS; step++) {
            loop.handle(command(random));
            events.forEachPage(page -> {
                List<Doorbell> some =
                        page.stream().filter(doorbell -> random.nextInt(4) == 0).toList();
                assertThat(projector.project(some).failed()).isEmpty();
            });
        }
    }

    private static Tank.Change command(RandomGenerator random) {
        String id = TANKS.get(random.nextInt(TANKS.size()));
        return random.nextInt(4) == 0
                ? new Tank.Install(id, 1_000, Tank.envelope())
                : new Tank.Fill(id, random.nextInt(-5, 10), Tank.envelope());
    }

    private void check(InMemoryEventStore events, InMemoryViewStore views) {
        BigDecimal litres = BigDecimal.ZERO;
        for (String id : TANKS) {
            List<Commit> commits = events.readAfter(Tank.stream(id), 0, Integer.MAX_VALUE);
            TankProjection.Level expected = null;
            for (Commit commit : commits) {
                expected = projection.evolve(expected, commit);
            }
            View view = views.read(projection.key(id), Consistency.STRONG).orElseThrow();
            assertThat(projection.read(view.body())).isEqualTo(expected);
            assertThat(view.version()).isEqualTo(commits.size());
            litres = litres.add(BigDecimal.valueOf(expected.litres()));
        }
        assertThat(
                        views.counters(TankProjection.TOTALS, Consistency.STRONG)
                                .amounts()
                                .get("litres"))
                .isEqualByComparingTo(litres);
    }
}
