package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A lock for every key, of so many that however many keys there are they take no more memory. */
final class StripedLocks {

    private static final int LOCKS = 1_024;

    private final List<Lock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).<Lock>map(lock -> lock).toList();

    /** Does something while nobody else holds one of the keys. */
    void holding(Collection<ViewKey> keys, Runnable work) {
        // In the same order by everybody, so that nobody waits in a circle.
        List<Lock> held =
                keys.stream()
                        .mapToInt(key -> Math.floorMod(key.hashCode(), LOCKS))
                        .distinct()
                        .sorted()
                        .mapToObj(locks::get)
                        .toList();
        held.forEach(Lock::lock);
        try {
            work.run();
        } finally {
            held.forEach(Lock::unlock);
        }
    }
}
