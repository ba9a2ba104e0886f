package dev.orderstream.testkit.torture;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The torture is worth what it catches: each of these mutants, and not the projector itself. */
class ProjectorMutantsTest {

    private static final int SEEDS = 20;

    @ParameterizedTest
    @MethodSource("dev.orderstream.testkit.torture.ProjectorMutants#all")
    void a_mutant_is_caught(Mutant mutant) {
        mutant.checkCaught();
    }

    /** Whoever reads an old view folds onto it and loses the race: it costs, and harms nobody. */
    @Test
    void stale_reads_of_views_are_no_mutant_since_the_guard_is_in_the_write() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            AtomicInteger reads = new AtomicInteger();
            Tanks.project(
                    seed, Parts.REAL.withViews(store -> ViewMutants.staleReads(reads, store)));
        }
    }
}
