package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.OutageException;
import java.math.BigDecimal;
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

    /**
     * Stores {@code next} where the stored view is still {@code previous} (its version and
     * revision; null: none), and in the same atomic write moves the counters by the difference of
     * the two tallies. Where the tallies are equal no counter is touched.
     *
     * @return false where another writer was faster; nothing is stored then
     */
    boolean replace(@Nullable View previous, View next);

    /** Stores a thing's history entries; the same entry again changes nothing. */
    void putHistory(String owner, List<HistoryEntry> entries);

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

    /** Rows of a list, in the order of their places. Eventually consistent, as an index is. */
    List<Row> list(ListQuery query);

    /** The counters of somebody; a counter that nobody has moved is absent. */
    Map<String, BigDecimal> counters(ViewKey key, Consistency consistency);

    /**
     * Which rows of which list to read: its owner, the group in it (null: all), the direction, the
     * place after which to begin (null: at the list's start; there need be no row at it), and how
     * many at most.
     */
    record ListQuery(
            String owner,
            @Nullable String group,
            boolean ascending,
            @Nullable String after,
            int rowsMax) {}

    /** A view as a list shows it. */
    record Row(long version, Document.Fields summary) {}
}
