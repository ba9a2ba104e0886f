package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.ReadCost;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.testkit.ForwardingViewStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

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
    public List<Row> list(ListQuery query, ReadCost cost) {
        Span span = query.span();
        ListQuery all = new ListQuery(query.owner(), query.group(), unbounded(span));
        return part(firstSeen(all, () -> super.list(all, cost)), span);
    }

    @Override
    public List<String> tokened(TokenQuery query, ReadCost cost) {
        TokenQuery all = new TokenQuery(query.word(), unbounded(query.span()));
        return part(firstSeen(all, () -> super.tokened(all, cost)), query.span());
    }

    @Override
    public List<View> readAll(Collection<ViewKey> keys, Consistency consistency, ReadCost cost) {
        return keys.stream()
                .flatMap(key ->
                        firstSeen(key, () -> super.readAll(List.of(key), consistency, cost))
                                .stream())
                .toList();
    }

    private static Span unbounded(Span span) {
        return new Span(span.ascending(), span.after(), span.before(), 1_000);
    }

    private static <T> List<T> part(List<T> all, Span span) {
        return all.subList(0, Math.min(all.size(), span.max()));
    }

    @SuppressWarnings("unchecked") // what was put there
    private <T> List<T> firstSeen(Object query, Supplier<List<T>> read) {
        return (List<T>) seen.computeIfAbsent(query, absent -> List.copyOf(read.get()));
    }

    @Override
    public List<HistoryEntry> history(
            String owner, long after, long upTo, int entriesMax, Consistency consistency) {
        if (consistency == Consistency.STRONG) {
            return super.history(owner, after, upTo, entriesMax, consistency);
        }
        return firstSeen(owner, () -> super.history(owner, after, upTo, entriesMax, consistency));
    }
}
