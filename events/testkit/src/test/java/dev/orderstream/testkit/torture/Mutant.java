package dev.orderstream.testkit.torture;

import static org.assertj.core.api.Assertions.assertThat;

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
        AssertionError caught =
                MutantSeeds.caught(name, SEEDS, seed -> Tanks.project(seed, parts.get()));
        assertThat(caught.getMessage()).containsPattern(complaint);
    }

    @Override
    public String toString() {
        return name;
    }
}
