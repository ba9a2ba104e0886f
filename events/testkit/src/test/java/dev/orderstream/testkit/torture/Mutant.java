package dev.orderstream.testkit.torture;

import java.util.function.Supplier;

/**
 * The projector with one thing done wrong.
 *
 * @param parts made anew for each run, since some remember what they have seen
 * @param complaint what the torture has to say of it, as a pattern
 */
record Mutant(String name, Supplier<Parts> parts, String complaint) {

    @Override
    public String toString() {
        return name;
    }
}
