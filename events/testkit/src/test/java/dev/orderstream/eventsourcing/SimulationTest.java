package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.Together;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * From commands to views through all that may go wrong on the way: rivals between a load and its
 * append, repeated commands, doorbells that are late, doubled, shuffled or lost.
 */
class SimulationTest {

    @Test
    void whatever_happens_on_the_way_the_views_are_the_fold_of_all_commits() {
        Seeds.forEach(
                200,
                (seed, random) -> {
                    SimulatedWorld world = new SimulatedWorld(random, 2);
                    for (int step = 0; step < 100; step++) {
                        if (random.nextInt(3) > 0) {
                            world.sendSomeCommand(random);
                        } else {
                            world.ringSomeDoorbells(random);
                        }
                    }
                    world.ringAllDoorbells(random);

                    assertThat(world.commits()).isGreaterThan(5);
                    world.check();
                });
    }

    @Test
    void many_threads_at_once_lose_and_double_nothing() {
        Seeds.forEach(
                10,
                (seed, random) -> {
                    SimulatedWorld world = new SimulatedWorld(new SplittableRandom(seed), 0);

                    Together.run(
                            8,
                            i -> {
                                SplittableRandom own = new SplittableRandom(seed * 100 + i);
                                return () -> {
                                    for (int step = 0; step < 30; step++) {
                                        world.sendSomeCommand(own);
                                        world.ringSomeDoorbells(own);
                                    }
                                    return i;
                                };
                            });
                    world.ringAllDoorbells(random);

                    assertThat(world.commits()).isGreaterThan(5);
                    world.check();
                });
    }
}
