package dev.orderstream.dynamodblocal.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * What the requests of any number of {@link FaultyHttpClient}s meet: nothing while it is calm,
 * faults drawn at the given rates while it is stormy. It begins calm, and counts what was met.
 *
 * <p>It may be used by many threads; which of them meets which fault depends on their order then,
 * and only the draws follow from the seed.
 */
public final class Weather {

    private final RandomGenerator random;
    private FaultRates rates;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final Queue<Passage> planned = new ArrayDeque<>();
    private long stormyRequestsLeft;

    public Weather(RandomGenerator random, FaultRates rates) {
        this.random = random;
        this.rates = rates;
    }

    /** From now on requests meet nothing. Those under way end as they were to. */
    public synchronized void calm() {
        stormyRequestsLeft = 0;
    }

    /** From now on requests meet faults. */
    public synchronized void stormy() {
        stormyRequestsLeft = Long.MAX_VALUE;
    }

    /** From now on requests meet faults at these rates. */
    public synchronized void stormy(FaultRates others) {
        rates = others;
        stormy();
    }

    /** The next {@code requests} requests meet faults; then it is calm. */
    public synchronized void stormyFor(int requests) {
        stormyRequestsLeft = requests;
    }

    /**
     * The next requests meet just these faults, one after the other, or nothing; then it is as it
     * would have been.
     *
     * @param faults none that is a delay
     */
    public synchronized void plan(List<Optional<Fault>> faults) {
        faults.forEach(fault -> planned.add(new Passage(Duration.ZERO, fault, Duration.ZERO)));
    }

    /** How many requests met each of the faults so far; all faults are named. */
    public synchronized Map<Fault, Integer> counts() {
        Map<Fault, Integer> all = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            all.put(fault, counts.getOrDefault(fault, 0));
        }
        return Collections.unmodifiableMap(all);
    }

    /** What the next request is to meet. */
    synchronized Passage next() {
        Passage first = planned.poll();
        if (first != null) {
            return first;
        }
        if (stormyRequestsLeft == 0) {
            return Passage.SAFE;
        }
        stormyRequestsLeft--;
        return new Passage(delay(Fault.LATE_REQUEST), fault(), delay(Fault.LATE_ANSWER));
    }

    /** Counts a fault when it is met: a request may end before it comes to all that was drawn. */
    synchronized void met(Fault fault) {
        counts.merge(fault, 1, Integer::sum);
    }

    private Optional<Fault> fault() {
        int drawn = random.nextInt(1000);
        for (Fault fault : Fault.values()) {
            if (!fault.isDelay()) {
                drawn -= rates.of(fault);
                if (drawn < 0) {
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }

    private Duration delay(Fault kind) {
        boolean late = random.nextInt(1000) < rates.of(kind);
        return late
                ? Duration.ofMillis(
                        random.nextLong(
                                rates.delayMin().toMillis(), rates.delayMax().toMillis() + 1))
                : Duration.ZERO;
    }

    /**
     * What one request is to meet on its way.
     *
     * @param fault none that is a delay
     */
    record Passage(Duration delayBefore, Optional<Fault> fault, Duration delayAfter) {

        static final Passage SAFE = new Passage(Duration.ZERO, Optional.empty(), Duration.ZERO);
    }
}
