package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Counters;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.ReadCost;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A view store in front of another one, to be made a little different. */
public class ForwardingViewStore implements ViewStore {

    private final ViewStore store;

    protected ForwardingViewStore(ViewStore store) {
        this.store = store;
    }

    @Override
    public Optional<View> read(ViewKey key, Consistency consistency) {
        return store.read(key, consistency);
    }

    @Override
    public List<View> readAll(Collection<ViewKey> keys, Consistency consistency, ReadCost cost) {
        return store.readAll(keys, consistency, cost);
    }

    @Override
    public boolean replace(@Nullable View previous, View next) {
        return store.replace(previous, next);
    }

    @Override
    public void putAhead(String owner, List<HistoryEntry> history, Tokens tokens) {
        store.putAhead(owner, history, tokens);
    }

    @Override
    public List<HistoryEntry> history(
            String owner,
            long afterVersion,
            long upToVersion,
            int entriesMax,
            Consistency consistency) {
        return store.history(owner, afterVersion, upToVersion, entriesMax, consistency);
    }

    @Override
    public List<String> tokened(TokenQuery query, ReadCost cost) {
        return store.tokened(query, cost);
    }

    @Override
    public List<Row> list(ListQuery query, ReadCost cost) {
        return store.list(query, cost);
    }

    @Override
    public Counters counters(ViewKey key, Consistency consistency) {
        return store.counters(key, consistency);
    }

    @Override
    public Set<String> found(Tokens tokens) {
        return store.found(tokens);
    }

    @Override
    public boolean mend(ViewKey key, Counters previous, Map<String, BigDecimal> amounts) {
        return store.mend(key, previous, amounts);
    }

    @Override
    public boolean remove(View view) {
        return store.remove(view);
    }

    @Override
    public void removeUnreadable(ViewKey key) {
        store.removeUnreadable(key);
    }

    @Override
    public Page scan(Segment segment, @Nullable Place after) {
        return store.scan(segment, after);
    }
}
