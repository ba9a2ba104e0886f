package dev.orderstream.testkit.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.TankProjection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TankTortureTest {

    private static final ProjectionTorture TORTURE =
            ProjectionTorture.of(List.of(new TankProjection()));

    private final Set<Happening> happened = EnumSet.noneOf(Happening.class);
    private int runs;

    @Test
    void whatever_happens_on_the_way_the_views_are_the_fold_of_all_commits() {
        Seeds.forEach(
                Seeds.runs(60, 1_000),
                (seed, random) -> {
                    var commanded = Tanks.commanded(random, 500);
                    happened.addAll(commanded.happenings().keySet());
                    happened.addAll(TORTURE.run(commanded.commits(), random).happenings().keySet());
                    runs++;
                });

        // Fewer do not meet all that may happen.
        if (runs >= 200) {
            assertThat(happened).containsExactlyInAnyOrder(Happening.values());
        }
    }

    @Test
    void a_seed_is_the_same_run_again() {
        Seeds.forEach(20, (seed, random) -> assertThat(run(seed)).isEqualTo(run(seed)).isNotZero());
    }

    private static long run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return TORTURE.run(Tanks.commanded(random, 100).commits(), random).trace();
    }
}
