package dev.orderstream.testkit.torture;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How hard a run is. Each kind of trouble has a likelihood of its own, which is low in some runs
 * and high in others, so that troubles meet in all mixtures.
 *
 * @param passPercent how many calls let others go ahead
 * @param faultPerMille how many calls of a port fail
 * @param throttledBesidePercent how many calls fail that are about a generation beside the one that
 *     serves: a new table is short of capacity
 * @param crashPercent how many invocations die
 * @param secondPercent how many batches are worked on twice at once
 * @param doublePercent how many records come twice
 * @param delayPercent how many records stay on their way, each time that a batch is made
 * @param withoutCommitPercent how many doorbells come without their commits
 * @param dropPercent how many failed batches go to the destination for failures
 * @param stallPercent how many batches a shard makes a long pause after
 * @param olderCodePercent how many invocations are of an older release
 * @param shuffled whether batches come in another order than that of their places
 */
record Weather(
        int passPercent,
        int callMillisMax,
        int faultPerMille,
        int throttledBesidePercent,
        int crashPercent,
        int secondPercent,
        int doublePercent,
        int delayPercent,
        int withoutCommitPercent,
        int dropPercent,
        boolean shuffled,
        int shards,
        int batchMax,
        int stallPercent,
        int writerPauseMillisMax,
        int olderCodePercent) {

    static Weather random(RandomGenerator random) {
        return new Weather(
                any(random, 5, 30, 80),
                any(random, 10, 100, 2_000),
                any(random, 0, 10, 40, 100),
                any(random, 0, 5, 30, 60),
                any(random, 0, 5, 20),
                any(random, 0, 5, 20),
                any(random, 0, 5, 30),
                any(random, 0, 20, 70),
                any(random, 0, 3, 20),
                any(random, 0, 10, 50),
                random.nextBoolean(),
                any(random, 1, 2, 4),
                any(random, 5, 20, 100, 100),
                any(random, 0, 10, 30),
                any(random, 500, 3_000, 8_000),
                any(random, 0, 0, 10));
    }

    private static int any(RandomGenerator random, Integer... choices) {
        return List.of(choices).get(random.nextInt(choices.length));
    }
}
