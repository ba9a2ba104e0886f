package dev.orderstream.testkit.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.orderstream.testkit.TankProjection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The torture is worth what it catches: each of these mutants, and not the projector itself. */
class ProjectorMutantsTest {

    private static final int SEEDS = 200;
    private static final int MUTANT_SEEDS = 1_000;
    private static final int COMMANDS = 500;

    @ParameterizedTest
    @MethodSource({
        "dev.orderstream.testkit.torture.ProjectorMutants#all",
        "dev.orderstream.testkit.torture.RebuildMutants#all"
    })
    void a_mutant_is_caught(Mutant mutant) {
        for (int seed = 1; seed <= MUTANT_SEEDS; seed++) {
            try {
                run(seed, mutant.parts().get());
            } catch (AssertionError caught) {
                System.out.printf("mutant caught by seed %d: %s%n", seed, mutant);
                assertThat(caught.getMessage()).containsPattern(mutant.complaint());
                return;
            }
        }
        fail("not caught by %d seeds: %s", MUTANT_SEEDS, mutant);
    }

    @Test
    void the_projector_itself_passes_all_seeds() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            run(seed, Parts.REAL);
        }
    }

    /** Whoever reads an old view folds onto it and loses the race: it costs, and harms nobody. */
    @Test
    void stale_reads_of_views_are_no_mutant_since_the_guard_is_in_the_write() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            AtomicInteger reads = new AtomicInteger();
            run(seed, Parts.REAL.withViews(store -> ViewMutants.staleReads(reads, store)));
        }
    }

    private static void run(long seed, Parts parts) {
        SplittableRandom random = new SplittableRandom(seed);
        ProjectionTorture.of(List.of(new TankProjection()))
                .with(parts)
                .run(Tanks.commanded(random, COMMANDS).commits(), random);
    }
}
