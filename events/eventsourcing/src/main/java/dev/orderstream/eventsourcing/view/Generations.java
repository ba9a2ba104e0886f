package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.OutageException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The port to where it is kept which generations of the read model there are: a rebuild fills
 * another one beside the one that serves, and then lets that one serve.
 */
@FunctionalInterface
public interface Generations {

    /**
     * The generations in use, strongly consistent.
     *
     * @throws OutageException where it can't be read
     */
    InUse inUse();

    /**
     * Generations by their numbers.
     *
     * @param serving what queries read
     * @param beside what is written too, being filled or left by its last readers, and the revision
     *     of the projections that it is filled by, 0 where any will do
     */
    record InUse(int serving, SortedMap<Integer, Integer> beside) {
        public InUse {
            beside = Collections.unmodifiableSortedMap(new TreeMap<>(beside));
            if (beside.containsKey(serving)) {
                throw new IllegalArgumentException(
                        "beside: expected others than %d, got %s".formatted(serving, beside));
            }
        }
    }
}
