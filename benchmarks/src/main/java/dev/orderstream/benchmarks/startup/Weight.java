package dev.orderstream.benchmarks.startup;

import java.time.Duration;
import java.util.List;

/**
 * What a start weighs.
 *
 * @param bytes of all jars
 * @param classes loaded up to the first answer, the JDK's among them
 * @param starts the time of processors to the first answer, round by round
 */
record Weight(String name, long bytes, int classes, List<Duration> starts) {

    Weight {
        starts = List.copyOf(starts);
    }

    double medianMs() {
        return starts.stream().sorted().toList().get(starts.size() / 2).toNanos() / 1e6;
    }
}
