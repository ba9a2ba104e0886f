package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Counters;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.ReadCost;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A view store that lasts as long as its process; any thread may use it. Each of its reads is
 * strongly consistent.
 */
public final class InMemoryViewStore implements ViewStore {

    private final Map<ViewKey, View> views = new HashMap<>();
    private final Map<ViewKey, Counters> counters = new HashMap<>();
    private final Map<String, NavigableMap<Long, HistoryEntry>> histories = new HashMap<>();
    private final Map<String, NavigableSet<String>> tokens = new HashMap<>();

    @Override
    public synchronized Optional<View> read(ViewKey key, Consistency consistency) {
        return Optional.ofNullable(views.get(key));
    }

    @Override
    public synchronized List<View> readAll(
            Collection<ViewKey> keys, Consistency consistency, ReadCost cost) {
        List<ViewKey> wanted = keys.stream().distinct().toList();
        List<View> found = wanted.stream().map(views::get).filter(Objects::nonNull).toList();
        double perView = consistency == Consistency.STRONG ? 1 : 0.5;
        cost.add(
                perView
                        * (wanted.size()
                                - found.size()
                                + found.stream().mapToInt(InMemoryViewStore::started).sum()));
        return found;
    }

    @Override
    public synchronized boolean replace(@Nullable View previous, View next) {
        View stored = views.get(next.key());
        if (!isSame(stored, previous)) {
            return false;
        }
        views.put(next.key(), next);
        move(stored == null ? null : stored.body().tally(), next.body().tally());
        return true;
    }

    private static boolean isSame(@Nullable View stored, @Nullable View previous) {
        if (stored == null || previous == null) {
            return stored == null && previous == null;
        }
        return stored.key().equals(previous.key())
                && stored.version() == previous.version()
                && stored.revision() == previous.revision();
    }

    private void move(@Nullable Tally before, @Nullable Tally after) {
        Map<ViewKey, Map<String, BigDecimal>> changes = new HashMap<>();
        add(before, BigDecimal.ONE.negate(), changes);
        add(after, BigDecimal.ONE, changes);
        changes.forEach((key, byName) -> {
            byName.values().removeIf(by -> by.signum() == 0);
            if (!byName.isEmpty()) {
                Counters now = counters.getOrDefault(key, Counters.NONE);
                Map<String, BigDecimal> moved = new HashMap<>(now.amounts());
                byName.forEach((name, by) -> moved.merge(name, by, BigDecimal::add));
                counters.put(key, new Counters(now.revision() + 1, moved));
            }
        });
    }

    private static void add(
            @Nullable Tally tally, BigDecimal sign, Map<ViewKey, Map<String, BigDecimal>> changes) {
        if (tally != null) {
            Map<String, BigDecimal> byName =
                    changes.computeIfAbsent(tally.counters(), absent -> new HashMap<>());
            tally.amounts()
                    .forEach((name, by) -> byName.merge(name, by.multiply(sign), BigDecimal::add));
        }
    }

    @Override
    public synchronized void putAhead(String owner, List<HistoryEntry> entries, Tokens found) {
        NavigableMap<Long, HistoryEntry> history =
                histories.computeIfAbsent(owner, absent -> new TreeMap<>());
        entries.forEach(entry -> history.put(entry.version(), entry));
        for (String word : found.words()) {
            tokens.computeIfAbsent(word, absent -> new TreeSet<>()).add(found.sort());
        }
    }

    @Override
    public synchronized List<HistoryEntry> history(
            String owner,
            long afterVersion,
            long upToVersion,
            int entriesMax,
            Consistency consistency) {
        return histories.getOrDefault(owner, new TreeMap<>()).values().stream()
                .filter(entry -> entry.version() > afterVersion && entry.version() <= upToVersion)
                .limit(entriesMax)
                .toList();
    }

    @Override
    public synchronized List<String> tokened(TokenQuery query, ReadCost cost) {
        NavigableSet<String> places = tokens.getOrDefault(query.word(), new TreeSet<>());
        List<String> found =
                (query.span().ascending() ? places : places.descendingSet())
                        .stream().filter(query.span()::has).limit(query.span().max()).toList();
        cost.add(
                started(
                                found.stream()
                                        .mapToInt(place -> query.word().length() + place.length())
                                        .sum())
                        / 2.0);
        return found;
    }

    @Override
    public synchronized List<Row> list(ListQuery query, ReadCost cost) {
        List<Row> found = rows(query);
        cost.add(
                started(found.stream().mapToInt(row -> row.summary().toString().length()).sum())
                        / 2.0);
        return found;
    }

    private List<Row> rows(ListQuery query) {
        return views.values().stream()
                .flatMap(InMemoryViewStore::listed)
                .filter(place -> place.listing().owner().equals(query.owner()))
                .filter(place -> isIn(place.listing(), query.group()))
                .filter(place -> query.span().has(place.listing().sort()))
                .sorted(direction(query.span()))
                .limit(query.span().max())
                .map(place ->
                        new Row(
                                place.view().key(),
                                place.listing().sort(),
                                place.view().version(),
                                place.view().body().summary()))
                .toList();
    }

    /** Started pieces of 4 KB, roughly: a store in memory bills like the real one, not the same. */
    private static int started(int characters) {
        return Math.max(1, Math.ceilDiv(characters, 4 * 1024));
    }

    private static int started(View view) {
        return started(
                view.body().summary().toString().length()
                        + view.body().details().toString().length());
    }

    private record Listed(Listing listing, View view) {}

    private static Stream<Listed> listed(View view) {
        Listing listing = view.body().listing();
        return listing == null ? Stream.empty() : Stream.of(new Listed(listing, view));
    }

    private static boolean isIn(Listing listing, @Nullable String group) {
        return group == null || group.equals(listing.group());
    }

    private static Comparator<Listed> direction(Span span) {
        Comparator<Listed> ascending = Comparator.comparing(place -> place.listing().sort());
        return span.ascending() ? ascending : ascending.reversed();
    }

    @Override
    public synchronized Counters counters(ViewKey key, Consistency consistency) {
        return counters.getOrDefault(key, Counters.NONE);
    }

    @Override
    public synchronized Set<String> found(Tokens wanted) {
        return wanted.words().stream()
                .filter(word -> tokens.getOrDefault(word, new TreeSet<>()).contains(wanted.sort()))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized boolean mend(
            ViewKey key, Counters previous, Map<String, BigDecimal> amounts) {
        if (counters(key, Consistency.STRONG).revision() != previous.revision()) {
            return false;
        }
        counters.put(key, new Counters(previous.revision() + 1, amounts));
        return true;
    }

    @Override
    public synchronized boolean remove(View view) {
        if (!isSame(views.get(view.key()), view)) {
            return false;
        }
        View stored = views.remove(view.key());
        move(stored == null ? null : stored.body().tally(), null);
        return true;
    }

    @Override
    public synchronized void removeUnreadable(ViewKey key) {
        views.remove(key);
    }

    @Override
    public synchronized Page scan(Segment segment, @Nullable Place after) {
        List<Found> found = new ArrayList<>();
        views.values().stream()
                .filter(view -> InMemoryScan.isIn(segment, view.key()))
                .forEach(view -> found.add(new Found.Shown(view)));
        counters.keySet().stream()
                .filter(key -> InMemoryScan.isIn(segment, key))
                .forEach(key -> found.add(new Found.Counted(key)));
        return InMemoryScan.page(found, InMemoryViewStore::place, after, Page::new);
    }

    private static Place place(Found found) {
        ViewKey key =
                switch (found) {
                    case Found.Shown(View view) -> view.key();
                    case Found.Counted(ViewKey counted) -> counted;
                    case Found.Unreadable(ViewKey unreadable) -> unreadable;
                };
        return new Place(key.owner(), key.name());
    }
}
