package dev.orderstream.eventsourcing.view;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of a view store that keeps views current. Any call may throw an outage. */
public interface WrittenViews {

    Optional<View> read(ViewKey key, Consistency consistency);

    /**
     * Stores {@code next} where the stored view is still {@code previous} (its version and
     * revision; null: none), and in the same atomic write moves the counters by the difference of
     * the two tallies. Where the tallies are equal no counter is touched.
     *
     * @return false where another writer was faster; nothing is stored then
     */
    boolean replace(@Nullable View previous, View next);

    /**
     * Stores what goes ahead of a thing's view and is not shown before that: entries of its
     * history, and words that it is found by. The same again changes nothing.
     */
    void putAhead(String owner, List<HistoryEntry> history, Tokens tokens);
}
