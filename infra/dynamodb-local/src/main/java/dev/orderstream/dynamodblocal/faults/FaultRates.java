package dev.orderstream.dynamodblocal.faults;

import java.time.Duration;
import java.util.Map;

/**
 * How many of a thousand requests meet which fault.
 *
 * @param perMille 0 to 1000 each; a fault that is not named never occurs. A request meets at most
 *     one fault that is no delay, so those are at most 1000 together.
 * @param delayMin the shortest delay, at least 1 ms
 * @param delayMax the longest delay; each is of a random length between the two
 */
public record FaultRates(Map<Fault, Integer> perMille, Duration delayMin, Duration delayMax) {

    private static final int ALL = 1000;

    public FaultRates {
        perMille = Map.copyOf(perMille);
        perMille.forEach(FaultRates::checkRate);
        int together =
                perMille.entrySet().stream()
                        .filter(rate -> !rate.getKey().isDelay())
                        .mapToInt(Map.Entry::getValue)
                        .sum();
        if (together > ALL) {
            throw new IllegalArgumentException(
                    "perMille: expected at most 1000 together but for delays, got " + together);
        }
        if (delayMin.toMillis() < 1) {
            throw new IllegalArgumentException("delayMin: expected at least 1 ms, got " + delayMin);
        }
        if (delayMax.toMillis() < delayMin.toMillis()) {
            throw new IllegalArgumentException(
                    "delayMax: expected at least " + delayMin + ", got " + delayMax);
        }
    }

    /** Delays from 1 ms on. */
    public FaultRates(Map<Fault, Integer> perMille, Duration delayMax) {
        this(perMille, Duration.ofMillis(1), delayMax);
    }

    /** Every request meets this fault; where that is a delay, of up to a millisecond. */
    public static FaultRates always(Fault fault) {
        return new FaultRates(Map.of(fault, ALL), Duration.ofMillis(1));
    }

    /** Every answer comes later by just this. */
    public static FaultRates late(Duration delay) {
        return new FaultRates(Map.of(Fault.LATE_ANSWER, ALL), delay, delay);
    }

    int of(Fault fault) {
        return perMille.getOrDefault(fault, 0);
    }

    private static void checkRate(Fault fault, int rate) {
        if (rate < 0 || rate > ALL) {
            throw new IllegalArgumentException(
                    "perMille of " + fault + ": expected 0 to 1000, got " + rate);
        }
    }
}
