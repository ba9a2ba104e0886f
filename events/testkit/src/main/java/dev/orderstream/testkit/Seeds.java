package dev.orderstream.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Random tests that can be replayed. A property is checked with the seeds 1, 2, 3, …; a failure
 * names its seed, and {@code -Dorderstream.seed=7} checks that one alone.
 */
public final class Seeds {

    /** The system property that holds the one seed to check. */
    public static final String PROPERTY = "orderstream.seed";

    /** The system property that is true in the build that takes its time. */
    public static final String FULL = "orderstream.full";

    private Seeds() {}

    /** What shall hold for every seed. */
    @FunctionalInterface
    public interface Property {
        void check(long seed, RandomGenerator random) throws Exception;
    }

    /** How many runs there are in each build, and in the one that takes its time. */
    public static int runs(int eachBuild, int full) {
        return Boolean.getBoolean(FULL) ? full : eachBuild;
    }

    public static void forEach(int runs, Property property) {
        Long only = Long.getLong(PROPERTY);
        if (only == null) {
            LongStream.rangeClosed(1, runs).forEach(seed -> check(seed, property));
        } else {
            check(only, property);
        }
    }

    private static void check(long seed, Property property) {
        try {
            property.check(seed, new SplittableRandom(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "seed %d (replay: -D%s=%d): %s".formatted(seed, PROPERTY, seed, e), e);
        }
    }
}
