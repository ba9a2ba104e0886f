package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.view.CurrentViews;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import dev.orderstream.orders.Candidates.Looked;
import dev.orderstream.orders.SearchCriteria.Created;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds orders in the read model itself: one that is named by its id by that; a customer's in his
 * list; anybody's by the places that are kept of each word.
 *
 * @param candidatesMax how many orders a search looks at
 */
public record TokenSearch(CurrentViews views, int candidatesMax) implements OrderSearch {

    /** As far as pages go. */
    public static final int CANDIDATES_MAX = 1_000;

    /** So many are looked at before it is asked whether that suffices. */
    private static final int STEP = 100;

    @Override
    public Found search(
            SearchCriteria criteria, Sort sort, Part part, @Nullable Versioned<OrderView> seen) {
        SearchedViews searched = new SearchedViews(views.get(), criteria, seen);
        Span all = span(criteria.created(), sort);
        Looked looked = look(candidates(searched, all), candidatesMax, Integer.MAX_VALUE);
        List<Versioned<OrderSummary>> matches = matches(searched, looked, sort);
        Count count = new Count(matches.size(), looked.end());
        if (part instanceof Part.After after
                && sort.by() == Sort.By.CREATED_AT
                && !looked.end()
                && left(matches, sort, part).size() <= part.size()) {
            // A walk goes on behind what is counted: from its place on, a full part suffices.
            looked = look(candidates(searched, after(all, after.place())), STEP, part.size() + 1);
            matches = matches(searched, looked, sort);
        }
        return found(left(matches, sort, part), count, looked, sort, part);
    }

    private static Span after(Span all, Place place) {
        return new Span(all.ascending(), place.order().sort(), all.before(), all.max());
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
    private Span span(Created created, Sort sort) {
        String from = text(created.from());
        String before = text(created.before());
        boolean ascending = sort.oldestFirst();
        return new Span(
                ascending, ascending ? from : before, ascending ? before : from, candidatesMax);
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

    /** The matches as they are sorted, with the order that is known for certain among them. */
    private static List<Versioned<OrderSummary>> matches(
            SearchedViews searched, Looked looked, Sort sort) {
        Versioned<OrderView> seen = searched.seen();
        Stream<Versioned<OrderSummary>> matches = looked.matches().stream();
        if (seen != null
                && searched.criteria().matches(seen.value())
                && looked.reaches(seen.value().summary().place(), sort.oldestFirst())) {
            matches = Stream.concat(matches, Stream.of(SearchedViews.summary(seen)));
        }
        return matches.sorted(
                        Comparator.comparing(row -> sort.place(row.value()), sort.comparator()))
                .toList();
    }

    /** The matches from the beginning of the part on. */
    private static List<Versioned<OrderSummary>> left(
            List<Versioned<OrderSummary>> matches, Sort sort, Part part) {
        return switch (part) {
            case Part.Page(int number, int size) ->
                    matches.stream().skip((long) (number - 1) * size).toList();
            case Part.After after ->
                    matches.stream()
                            .filter(row ->
                                    sort.comparator()
                                                    .compare(sort.place(row.value()), after.place())
                                            > 0)
                            .toList();
        };
    }

    private static Found found(
            List<Versioned<OrderSummary>> left, Count count, Looked looked, Sort sort, Part part) {
        List<Versioned<OrderSummary>> rows = left.subList(0, Math.min(left.size(), part.size()));
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
