package dev.orderstream.testkit.torture;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How hard a run of commands is: low in some runs and high in others, so that troubles meet in all
 * mixtures.
 *
 * @param passPercent how many calls let others go ahead
 * @param faultPercent how many calls of the store meet a fault
 * @param crashPercent how many calls of the store are the last thing that their request does
 * @param keylessPercent how many commands come without a key
 * @param insistingPercent how many commands come with a version that their sender insists on
 */
record CommandWeather(
        int passPercent,
        int callMillisMax,
        int faultPercent,
        int crashPercent,
        int keylessPercent,
        int insistingPercent) {

    static CommandWeather random(RandomGenerator random) {
        return new CommandWeather(
                any(random, 10, 40, 80),
                any(random, 10, 100, 2_000),
                any(random, 0, 5, 20, 40),
                any(random, 0, 1, 5),
                any(random, 0, 10, 50),
                any(random, 0, 10, 50));
    }

    /** For commands of many calls, which would seldom come to an end in worse. */
    static CommandWeather milder(RandomGenerator random) {
        return new CommandWeather(
                any(random, 10, 40, 80),
                any(random, 10, 50, 200),
                any(random, 0, 5, 20),
                any(random, 0, 1),
                any(random, 0, 10, 50),
                any(random, 0, 10, 50));
    }

    /** Every fifth call meets a fault, and nobody dies. */
    static CommandWeather everyFifthCallFails() {
        return new CommandWeather(40, 100, 20, 0, 20, 20);
    }

    private static int any(RandomGenerator random, Integer... choices) {
        return List.of(choices).get(random.nextInt(choices.length));
    }
}
