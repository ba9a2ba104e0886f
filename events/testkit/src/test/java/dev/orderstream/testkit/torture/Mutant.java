package dev.orderstream.testkit.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.function.Supplier;

/**
 * The projector with one thing done wrong.
 *
 * @param parts made anew for each run, since some remember what they have seen
 * @param complaint what the torture has to say of it, as a pattern
 */
record Mutant(String name, Supplier<Parts> parts, String complaint) {

    private static final int SEEDS = 1_000;

    void checkCaught() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                Tanks.project(seed, parts.get());
            } catch (AssertionError caught) {
                System.out.printf("mutant caught by seed %d: %s%n", seed, name);
                assertThat(caught.getMessage()).containsPattern(complaint);
                return;
            }
        }
        fail("not caught by %d seeds: %s", SEEDS, name);
    }

    @Override
    public String toString() {
        return name;
    }
}
