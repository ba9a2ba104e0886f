package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.view.WaitLeases;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The leases of waits, for as long as its process lasts; any thread may use it. */
public final class InMemoryWaitLeases implements WaitLeases {

    private final Map<Integer, Lease> leases = new HashMap<>();

    private record Lease(String holder, Instant until) {}

    @Override
    public synchronized boolean acquire(int place, String holder, Instant now, Instant until) {
        Lease lease = leases.get(place);
        if (lease != null && !lease.holder().equals(holder) && lease.until().isAfter(now)) {
            return false;
        }
        leases.put(place, new Lease(holder, until));
        return true;
    }

    @Override
    public synchronized void release(int place, String holder) {
        Lease lease = leases.get(place);
        if (lease != null && lease.holder().equals(holder)) {
            leases.remove(place);
        }
    }

    /** How many places have a lease that has not expired. */
    public synchronized int held(Instant now) {
        return (int) leases.values().stream().filter(each -> each.until().isAfter(now)).count();
    }
}
