package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A view store that lasts as long as its process; any thread may use it. Each of its reads is
 * strongly consistent.
 */
public final class InMemoryViewStore implements ViewStore {

    private final Map<ViewKey, View> views = new HashMap<>();
    private final Map<ViewKey, Map<String, BigDecimal>> counters = new HashMap<>();
    private final Map<String, NavigableMap<Long, HistoryEntry>> histories = new HashMap<>();
    private final Map<String, NavigableSet<String>> tokens = new HashMap<>();

    @Override
    public synchronized Optional<View> read(ViewKey key, Consistency consistency) {
        return Optional.ofNullable(views.get(key));
    }

    @Override
    public synchronized List<View> readAll(Collection<ViewKey> keys) {
        return keys.stream().distinct().map(views::get).filter(Objects::nonNull).toList();
    }

    @Override
    public synchronized boolean replace(@Nullable View previous, View next) {
        View stored = views.get(next.key());
        if (!isSame(stored, previous)) {
            return false;
        }
        views.put(next.key(), next);
        Tally before = stored == null ? null : stored.body().tally();
        if (before == null || !before.equals(next.body().tally())) {
            move(before, BigDecimal::subtract);
            move(next.body().tally(), BigDecimal::add);
        }
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

    private void move(@Nullable Tally tally, BinaryOperator<BigDecimal> how) {
        if (tally == null) {
            return;
        }
        Map<String, BigDecimal> moved =
                counters.computeIfAbsent(tally.counters(), absent -> new HashMap<>());
        tally.amounts()
                .forEach((name, amount) -> {
                    BigDecimal now = moved.getOrDefault(name, BigDecimal.ZERO);
                    moved.put(name, how.apply(now, amount));
                });
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
    public synchronized List<String> tokened(TokenQuery query) {
        NavigableSet<String> places = tokens.getOrDefault(query.word(), new TreeSet<>());
        return (query.span().ascending() ? places : places.descendingSet())
                .stream().filter(query.span()::has).limit(query.span().max()).toList();
    }

    @Override
    public synchronized List<Row> list(ListQuery query) {
        return views.values().stream()
                .flatMap(InMemoryViewStore::place)
                .filter(place -> place.listing().owner().equals(query.owner()))
                .filter(place -> isIn(place.listing(), query.group()))
                .filter(place -> query.span().has(place.listing().sort()))
                .sorted(direction(query.span()))
                .limit(query.span().max())
                .map(place ->
                        new Row(
                                place.listing().sort(),
                                place.view().version(),
                                place.view().body().summary()))
                .toList();
    }

    private record Place(Listing listing, View view) {}

    private static Stream<Place> place(View view) {
        Listing listing = view.body().listing();
        return listing == null ? Stream.empty() : Stream.of(new Place(listing, view));
    }

    private static boolean isIn(Listing listing, @Nullable String group) {
        return group == null || group.equals(listing.group());
    }

    private static Comparator<Place> direction(Span span) {
        Comparator<Place> ascending = Comparator.comparing(place -> place.listing().sort());
        return span.ascending() ? ascending : ascending.reversed();
    }

    @Override
    public synchronized Map<String, BigDecimal> counters(ViewKey key, Consistency consistency) {
        return Map.copyOf(counters.getOrDefault(key, Map.of()));
    }
}
