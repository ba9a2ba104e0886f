package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.ForwardingViewStore;
import dev.orderstream.testkit.InMemoryViewStore;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store in memory that fails as soon as a reader could see what he must never see. */
final class WatchedViews extends ForwardingViewStore {

    private final Map<ViewKey, View> views = new LinkedHashMap<>();
    private final Map<String, TreeSet<Long>> rows = new LinkedHashMap<>();
    private final Set<ViewKey> counters = new HashSet<>();
    private final Function<View, Tokens> tokens;

    /**
     * @param tokens the words that a view has to be found by
     */
    WatchedViews(Function<View, Tokens> tokens) {
        super(new InMemoryViewStore());
        this.tokens = tokens;
    }

    /** All views that there are. */
    Collection<View> all() {
        return Collections.unmodifiableCollection(views.values());
    }

    /** The keys of all counters that ever moved. */
    Set<ViewKey> counterKeys() {
        return Collections.unmodifiableSet(counters);
    }

    long version(ViewKey key) {
        View view = views.get(key);
        return view == null ? 0 : view.version();
    }

    @Override
    public boolean replace(@Nullable View previous, View next) {
        if (!super.replace(previous, next)) {
            return false;
        }
        View before = views.put(next.key(), next);
        Tally tally = next.body().tally();
        if (tally != null) {
            counters.add(tally.counters());
        }
        if (before != null && next.version() < before.version()) {
            throw new AssertionError("a view went back: from %s to %s".formatted(before, next));
        }
        if (before != null && next.revision() <= before.revision()) {
            throw new AssertionError("no higher revision: from %s to %s".formatted(before, next));
        }
        checkHistory(next);
        checkTokens(next);
        return true;
    }

    @Override
    public boolean remove(View view) {
        boolean removed = super.remove(view);
        if (removed) {
            views.remove(view.key());
        }
        return removed;
    }

    @Override
    public void removeUnreadable(ViewKey key) {
        super.removeUnreadable(key);
        views.remove(key);
    }

    private void checkTokens(View view) {
        Tokens expected = tokens.apply(view);
        Span all = new Span(true, null, null, World.ALL);
        for (String word : expected.words()) {
            if (!tokened(new TokenQuery(word, all)).contains(expected.sort())) {
                throw new AssertionError("a view is shown before its words: " + view);
            }
        }
    }

    private void checkHistory(View view) {
        int shown =
                rows.getOrDefault(view.key().owner(), new TreeSet<>())
                        .headSet(view.version(), true)
                        .size();
        if (shown != view.version()) {
            throw new AssertionError("a view is shown before its history: " + view);
        }
    }

    @Override
    public void putAhead(String owner, List<HistoryEntry> history, Tokens found) {
        super.putAhead(owner, history, found);
        TreeSet<Long> versions = rows.computeIfAbsent(owner, absent -> new TreeSet<>());
        history.forEach(entry -> versions.add(entry.version()));
    }
}
