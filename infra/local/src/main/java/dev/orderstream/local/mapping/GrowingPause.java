package dev.orderstream.local.mapping;

import java.time.Duration;

/** A pause before the next try: twice as long each time, up to a limit. */
final class GrowingPause {

    private final Duration shortest;
    private final Duration longest;
    private int tries;

    GrowingPause(Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
    }

    Duration next() {
        int doublings = Math.min(tries++, 30);
        Duration pause = shortest.multipliedBy(1L << doublings);
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** How often {@link #next} was asked since the last {@link #reset}. */
    int tries() {
        return tries;
    }

    void reset() {
        tries = 0;
    }
}
