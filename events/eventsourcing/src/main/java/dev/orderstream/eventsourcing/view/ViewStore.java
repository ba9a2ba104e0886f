package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The port to one generation of the read model. An adapter is right when it passes {@code
 * ViewStoreContract} of the testkit. Any call may throw {@link OutageException}.
 */
public interface ViewStore extends WrittenViews {

    /** Those of many views that there are, in any order. */
    default List<View> readAll(Collection<ViewKey> keys, Consistency consistency) {
        return readAll(keys, consistency, ReadCost.IGNORED);
    }

    /**
     * The same, by a caller who counts the cost: per key, half a unit for each started 4 KB of the
     * view (a whole one where it is strongly consistent), and as much for a key without a view.
     */
    List<View> readAll(Collection<ViewKey> keys, Consistency consistency, ReadCost cost);

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
    default List<String> tokened(TokenQuery query) {
        return tokened(query, ReadCost.IGNORED);
    }

    /**
     * The same, by a caller who counts the cost: half a unit for each started 4 KB. A place takes
     * at most the bytes of its word, its own and 20 more; up to two places more may be read.
     */
    List<String> tokened(TokenQuery query, ReadCost cost);

    /** Rows of a list, in the order of their places. Eventually consistent, as an index is. */
    default List<Row> list(ListQuery query) {
        return list(query, ReadCost.IGNORED);
    }

    /**
     * The same, by a caller who counts the cost: half a unit for each started 4 KB. Up to two rows
     * more may be read.
     */
    List<Row> list(ListQuery query, ReadCost cost);

    Counters counters(ViewKey key, Consistency consistency);

    /** Those of these words that their view is found by. Strongly consistent. */
    Set<String> found(Tokens tokens);

    /**
     * Sets counters to what they should be, where nobody has moved them since they were read.
     *
     * @return false where somebody has; nothing is stored then
     */
    boolean mend(ViewKey key, Counters previous, Map<String, BigDecimal> amounts);

    /**
     * Takes a view away where it is still as it was read, and what it counts for with it. Its
     * history and its words stay: nobody is shown them without the view.
     *
     * @return false where another writer was faster; nothing is removed then
     */
    boolean remove(View view);

    /** Takes a view away that can't be read, without asking what it counted for. */
    void removeUnreadable(ViewKey key);

    /**
     * A page of the views and the counters of a segment, in no order. Strongly consistent.
     *
     * @param after where to go on, as a page said; null: at the start
     */
    Page scan(Segment segment, @Nullable Place after);

    /** What a scan has found, and where to go on, empty where there is no more. */
    record Page(List<Found> items, Optional<Place> next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** An item that a scan has found. */
    sealed interface Found {
        /** A view. */
        record Shown(View view) implements Found {}

        /** Counters, which views count for. */
        record Counted(ViewKey key) implements Found {}

        /** A view that can't be read. */
        record Unreadable(ViewKey key) implements Found {}
    }

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
    record Row(ViewKey key, String place, long version, Document.Fields summary) {}
}
