package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.OutageException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Bounds how many waits of the whole service last longer than {@link ReadYourWrites#LEASED_AFTER}
 * with a timeout over {@link ReadYourWrites#UNLEASED_MAX}: each holds a lease of one of {@code
 * placesMax} places.
 */
public record WaitPool(
        int placesMax, WaitLeases leases, InstantSource clock, RandomGenerator random) {

    /** Places that one wait tries to lease: each try is a request and a write unit. */
    public static final int PROBES_MAX = 10;

    /**
     * How long a lease lasts if it is never released: as long as API Gateway waits for an answer,
     * which is longer than any call reads (26 s), so that it covers clocks that differ by 4 s.
     */
    public static final Duration LEASED_FOR = Duration.ofSeconds(30);

    private static final int HOLDER_BYTES = 16;

    public WaitPool {
        if (placesMax < 0) {
            throw new IllegalArgumentException("placesMax: expected 0 or more, got " + placesMax);
        }
    }

    /** A place that this wait holds. */
    public record Lease(int place, String holder) {}

    /**
     * Leases a free place, if one of {@link #PROBES_MAX} random places is free.
     *
     * @param isInTime is asked before each try
     */
    Optional<Lease> acquire(BooleanSupplier isInTime) {
        String holder = newHolder();
        return places().takeWhile(place -> isInTime.getAsBoolean())
                .filter(place -> acquire(place, holder))
                .mapToObj(place -> new Lease(place, holder))
                .findFirst();
    }

    private boolean acquire(int place, String holder) {
        var now = clock.instant();
        return leases.acquire(place, holder, now, now.plus(LEASED_FOR));
    }

    /** Different places in random order: every place, where there are few. */
    private IntStream places() {
        return placesMax == 0
                ? IntStream.empty()
                : random.ints(1, placesMax + 1).distinct().limit(Math.min(placesMax, PROBES_MAX));
    }

    /** Ends a lease. After an outage the lease ends by itself: the wait's answer is known. */
    void release(Lease lease) {
        try {
            leases.release(lease.place(), lease.holder());
        } catch (OutageException e) {
            // Expires after LEASED_FOR.
        }
    }

    private String newHolder() {
        byte[] bytes = new byte[HOLDER_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
