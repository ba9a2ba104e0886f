package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.OutageException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port to one generation of the read model. An adapter is right when it passes {@code
 * ViewStoreContract} of the testkit. Any call may throw {@link OutageException}.
 */
public interface ViewStore {

    Optional<View> read(ViewKey key, Consistency consistency);

    /** Those of many views that there are, in any order. Eventually consistent. */
    List<View> readAll(Collection<ViewKey> keys);

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

    /**
     * A thing's history entries with versions after {@code afterVersion} up to {@code upToVersion},
     * oldest first, at most {@code entriesMax}.
     */
    List<HistoryEntry> history(
            String owner,
            long afterVersion,
            long upToVersion,
            int entriesMax,
            Consistency consistency);

    /** The places of all that ever had a word, in their order. Eventually consistent. */
    List<String> tokened(TokenQuery query);

    /** Rows of a list, in the order of their places. Eventually consistent, as an index is. */
    List<Row> list(ListQuery query);

    /** The counters of somebody; a counter that nobody has moved is absent. */
    Map<String, BigDecimal> counters(ViewKey key, Consistency consistency);

    /** Which rows of which list to read: its owner, the group in it (null: all), and which part. */
    record ListQuery(String owner, @Nullable String group, Span span) {
        public ListQuery(
                String owner,
                @Nullable String group,
                boolean ascending,
                @Nullable String after,
                int rowsMax) {
            this(owner, group, new Span(ascending, after, null, rowsMax));
        }
    }

    /** Which places to read of all that ever had a word. */
    record TokenQuery(String word, Span span) {}

    /**
     * A part of what is sorted by place: the direction, the place after which to begin (null: at
     * the start), the one before which to end (null: at the end; there need be nothing at either),
     * and how many at most.
     */
    record Span(boolean ascending, @Nullable String after, @Nullable String before, int max) {

        /** True where a place lies between the two ends. */
        public boolean has(String place) {
            return isAhead(after, place) && isAhead(place, before);
        }

        private boolean isAhead(@Nullable String one, @Nullable String other) {
            return one == null
                    || other == null
                    || (ascending ? one.compareTo(other) < 0 : one.compareTo(other) > 0);
        }
    }

    /** A view as a list shows it: where it stands, and what it says there. */
    record Row(String place, long version, Document.Fields summary) {}
}
