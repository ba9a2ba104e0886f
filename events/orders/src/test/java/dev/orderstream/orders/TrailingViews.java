package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.testkit.ForwardingViewStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Views of which everything eventually consistent stays as it was when it was first asked for: what
 * a lagging index or replica shows.
 */
final class TrailingViews extends ForwardingViewStore {

    private final Map<Object, Object> seen = new HashMap<>();

    TrailingViews(ViewStore views) {
        super(views);
    }

    @Override
    public List<Row> list(ListQuery query) {
        ListQuery all =
                new ListQuery(
                        query.owner(), query.group(), query.ascending(), query.after(), 1_000);
        @SuppressWarnings("unchecked") // what was put there
        List<Row> rows = (List<Row>) seen.computeIfAbsent(all, key -> super.list(all));
        return new ArrayList<>(rows).subList(0, Math.min(rows.size(), query.rowsMax()));
    }

    @Override
    public List<HistoryEntry> history(
            String owner, long after, long upTo, int entriesMax, Consistency consistency) {
        if (consistency == Consistency.STRONG) {
            return super.history(owner, after, upTo, entriesMax, consistency);
        }
        @SuppressWarnings("unchecked") // what was put there
        List<HistoryEntry> entries =
                (List<HistoryEntry>)
                        seen.computeIfAbsent(
                                owner,
                                key -> super.history(owner, after, upTo, entriesMax, consistency));
        return entries;
    }
}
