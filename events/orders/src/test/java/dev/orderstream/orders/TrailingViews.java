package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Views of which everything eventually consistent stays as it was when it was first asked for: what
 * a lagging index or replica shows.
 */
final class TrailingViews implements ViewStore {

    private final ViewStore views;
    private final Map<Object, Object> seen = new HashMap<>();

    TrailingViews(ViewStore views) {
        this.views = views;
    }

    @Override
    public List<Row> list(ListQuery query) {
        ListQuery all = new ListQuery(query.owner(), query.group(), query.ascending(), 1_000);
        @SuppressWarnings("unchecked") // what was put there
        List<Row> rows = (List<Row>) seen.computeIfAbsent(all, key -> views.list(all));
        return new ArrayList<>(rows).subList(0, Math.min(rows.size(), query.rowsMax()));
    }

    @Override
    public List<HistoryEntry> history(
            String owner, long after, long upTo, int entriesMax, Consistency consistency) {
        if (consistency == Consistency.STRONG) {
            return views.history(owner, after, upTo, entriesMax, consistency);
        }
        @SuppressWarnings("unchecked") // what was put there
        List<HistoryEntry> entries =
                (List<HistoryEntry>)
                        seen.computeIfAbsent(
                                owner,
                                key -> views.history(owner, after, upTo, entriesMax, consistency));
        return entries;
    }

    @Override
    public Optional<View> read(ViewKey key, Consistency consistency) {
        return views.read(key, consistency);
    }

    @Override
    public boolean replace(@Nullable View previous, View next) {
        return views.replace(previous, next);
    }

    @Override
    public void putHistory(String owner, List<HistoryEntry> entries) {
        views.putHistory(owner, entries);
    }

    @Override
    public Map<String, BigDecimal> counters(ViewKey key, Consistency consistency) {
        return views.counters(key, consistency);
    }
}
