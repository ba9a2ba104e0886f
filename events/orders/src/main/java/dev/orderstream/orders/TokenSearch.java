package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import dev.orderstream.orders.Candidates.Looked;
import dev.orderstream.orders.SearchCriteria.Created;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds orders in the read model itself: one that is named by its id by that; a customer's in his
 * list; anybody's by the places that are kept of each word.
 *
 * @param candidatesMax how many orders a search looks at
 */
public record TokenSearch(Supplier<ViewStore> views, int candidatesMax) implements OrderSearch {

    /** As far as pages go. */
    public static final int CANDIDATES_MAX = 1_000;

    /** So many are looked at before it is asked whether that suffices. */
    private static final int STEP = 100;

    @Override
    public Found search(
            SearchCriteria criteria, Sort sort, Part part, @Nullable Versioned<OrderView> seen) {
        SearchedViews searched = new SearchedViews(views.get(), criteria, seen);
        Candidates candidates = candidates(searched, span(criteria.created(), sort, part));
        // What follows a place by creation has been counted before: a full part suffices.
        Looked looked =
                continuesByCreation(sort, part)
                        ? look(candidates, STEP, part.size() + 1)
                        : look(candidates, candidatesMax, Integer.MAX_VALUE);
        return found(withSeen(searched, looked, sort), looked, sort, part);
    }

    private static boolean continuesByCreation(Sort sort, Part part) {
        return part instanceof Part.After && sort.by() == Sort.By.CREATED_AT;
    }

    private Candidates candidates(SearchedViews searched, Span span) {
        SearchCriteria criteria = searched.criteria();
        List<OrderId> named =
                criteria.words().words().stream()
                        .flatMap(word -> OrderId.find(word).stream())
                        .toList();
        List<Versioned<OrderView>> there = searched.visible(named);
        if (!there.isEmpty()) {
            // An id is of one order: nothing else is looked at.
            List<Versioned<OrderSummary>> matches =
                    searched.matching(
                            there.stream()
                                    .filter(order -> !order.equals(searched.seen()))
                                    .filter(order ->
                                            span.has(order.value().summary().place().sort())));
            return max -> new Looked(matches.size(), null, matches, true);
        }
        return criteria.customer() != null
                ? new CandidatesOfCustomer(searched, criteria.customer(), span)
                : CandidatesByWord.of(searched, criteria.words(), span);
    }

    /** Where candidates may stand. A place begins with its time, so it is behind that alone. */
    private Span span(Created created, Sort sort, Part part) {
        String from = text(created.from());
        String before = text(created.before());
        boolean ascending = sort.oldestFirst();
        String after = ascending ? from : before;
        if (part instanceof Part.After continued && continuesByCreation(sort, part)) {
            after = continued.place().order().sort();
        }
        return new Span(ascending, after, ascending ? before : from, candidatesMax);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Timestamps.format(time);
    }

    private Looked look(Candidates candidates, int step, int matchesEnough) {
        Looked all = new Looked(0, null, List.of(), false);
        while (!all.end() && all.orders() < candidatesMax && all.matches().size() < matchesEnough) {
            all = all.and(candidates.next(Math.min(step, candidatesMax - all.orders())));
        }
        return all;
    }

    /** The matches, with the order that is known for certain if it stands among them. */
    private static Stream<Versioned<OrderSummary>> withSeen(
            SearchedViews searched, Looked looked, Sort sort) {
        Versioned<OrderView> seen = searched.seen();
        Stream<Versioned<OrderSummary>> matches = looked.matches().stream();
        return seen != null
                        && searched.criteria().matches(seen.value())
                        && looked.reaches(seen.value().summary().place(), sort.oldestFirst())
                ? Stream.concat(matches, Stream.of(SearchedViews.summary(seen)))
                : matches;
    }

    private static Found found(
            Stream<Versioned<OrderSummary>> matches, Looked looked, Sort sort, Part part) {
        Comparator<Place> order = sort.comparator();
        List<Versioned<OrderSummary>> sorted =
                matches.sorted(Comparator.comparing(row -> sort.place(row.value()), order))
                        .toList();
        List<Versioned<OrderSummary>> left =
                switch (part) {
                    case Part.Page(int number, int size) ->
                            sorted.stream().skip((long) (number - 1) * size).toList();
                    case Part.After after ->
                            sorted.stream()
                                    .filter(row ->
                                            order.compare(sort.place(row.value()), after.place())
                                                    > 0)
                                    .toList();
                };
        List<Versioned<OrderSummary>> rows = left.subList(0, Math.min(left.size(), part.size()));
        Count count =
                part instanceof Part.After after && continuesByCreation(sort, part)
                        ? after.counted()
                        : new Count(sorted.size(), looked.end());
        Place next =
                left.size() > rows.size()
                        ? sort.place(rows.getLast().value())
                        : afterBound(looked, sort);
        return new Found(rows, count, next);
    }

    /** Where a search goes on that has looked at all that it may; by amount it does not. */
    private static @Nullable Place afterBound(Looked looked, Sort sort) {
        OrderPlace last = looked.last();
        return looked.end() || last == null || sort.by() != Sort.By.CREATED_AT
                ? null
                : new Place(null, last);
    }
}
