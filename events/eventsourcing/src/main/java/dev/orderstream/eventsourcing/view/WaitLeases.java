package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.OutageException;
import java.time.Instant;

/**
 * The port to the leases of long waits, one per place, shared by all instances of the service. An
 * adapter is right when it passes {@code WaitLeasesContract} of the testkit. Any call may throw
 * {@link OutageException}.
 */
public interface WaitLeases {

    /**
     * Leases a place that is free or whose lease has expired. A repeat by the same holder succeeds.
     *
     * @param place from 1
     * @return false where another holder has the place
     */
    boolean acquire(int place, String holder, Instant now, Instant until);

    /** Frees a place, unless another holder has it by now. */
    void release(int place, String holder);
}
