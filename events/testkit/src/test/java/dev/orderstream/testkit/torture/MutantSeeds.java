package dev.orderstream.testkit.torture;

import dev.orderstream.testkit.Seeds;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Runs a mutant with one seed after another, until one catches it. */
final class MutantSeeds {

    /**
     * The first seeds of mutants that few seeds catch. They are tried first, so that the search
     * does not have to be repeated in every build. A change of the simulation may need new ones:
     * the build then searches, and prints the seed.
     */
    private static final Map<String, Long> KNOWN =
            Map.of(
                    "a failure to park is ignored", 39L,
                    "a view that is there is skipped by the scan", 112L,
                    "a view may come further between the look and the flip", 155L,
                    "its own stream is not read after the other one", 180L,
                    "a notice is deleted unconditionally", 223L,
                    "a claim does not ask for the lease", 225L);

    private MutantSeeds() {}

    /**
     * What catches a mutant.
     *
     * @param seedsMax the seeds are 1 to this
     */
    static AssertionError caught(String mutant, int seedsMax, LongConsumer run) {
        boolean searching = Boolean.getBoolean(Seeds.FULL) || !KNOWN.containsKey(mutant);
        LongStream known = searching ? LongStream.empty() : LongStream.of(KNOWN.get(mutant));
        for (long seed : LongStream.concat(known, LongStream.rangeClosed(1, seedsMax)).toArray()) {
            try {
                run.accept(seed);
            } catch (AssertionError caught) {
                System.out.printf("mutant caught by seed %d: %s%n", seed, mutant);
                return caught;
            }
        }
        throw new AssertionError("not caught by %d seeds: %s".formatted(seedsMax, mutant));
    }
}
