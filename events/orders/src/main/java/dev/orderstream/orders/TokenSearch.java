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
 * Finds orders in the read model itself: one that is named by its id by that; a customer's in their
 * list; anybody's by the places that are kept of each word.
 *
 * @param candidatesMax how many orders a search examines
 * @param unitsMax how many read units it spends; see {@link SearchBudget}
 */
public record TokenSearch(CurrentViews views, int candidatesMax, double unitsMax)
        implements OrderSearch {

    /** As far as pages go. */
    public static final int CANDIDATES_MAX = 1_000;

    /** Read units, eventually consistent reads as half a unit. */
    public static final int UNITS_MAX = 150;

    /** So many are examined before it is asked whether that suffices. */
    private static final int STEP = 100;

    public TokenSearch(CurrentViews views) {
        this(views, CANDIDATES_MAX, UNITS_MAX);
    }

    @Override
    public Found search(
            SearchCriteria criteria, Sort sort, Part part, @Nullable Versioned<OrderView> seen) {
        SearchedViews searched =
                new SearchedViews(views.get(), criteria, seen, new SearchBudget(unitsMax));
        Span all = span(criteria.created(), sort);
        return part instanceof Part.After after && sort.by() == Sort.By.CREATED_AT
                ? walkOn(searched, all, sort, after)
                : fromTheBeginning(searched, all, sort, part);
    }

    /** Examines all that the bounds allow: for the count, or since only then they can be sorted. */
    private Found fromTheBeginning(SearchedViews searched, Span all, Sort sort, Part part) {
        Looked looked = look(candidates(searched, all), STEP, Integer.MAX_VALUE);
        List<Versioned<OrderSummary>> matches = matches(searched, looked, sort);
        Count count = new Count(matches.size(), looked.end());
        List<Versioned<OrderSummary>> left = left(matches, sort, part);
        return found(left, matches.size() - left.size(), count, looked, sort, part);
    }

    /** Examines no more than a full part needs: what there is in all was counted at the start. */
    private Found walkOn(SearchedViews searched, Span all, Sort sort, Part.After after) {
        Position walked = after.position();
        Candidates candidates = candidates(searched, after(all, walked.place()));
        Looked looked = look(candidates, Math.min(STEP, after.size() + 1), after.size() + 1);
        List<Versioned<OrderSummary>> left = left(matches(searched, looked, sort), sort, after);
        long counted = walked.foundBefore() + left.size();
        Count count =
                new Count(
                        looked.end() && !walked.count().exact()
                                ? counted
                                : Math.max(counted, walked.count().total()),
                        looked.end() || walked.count().exact());
        return found(left, walked.foundBefore(), count, looked, sort, after);
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
            // An id is of one order: nothing else is examined.
            List<Versioned<OrderSummary>> matches =
                    searched.matching(
                            there.stream()
                                    .filter(order -> !order.equals(searched.seen()))
                                    .filter(order ->
                                            span.has(order.value().summary().place().sort())));
            return max -> new Looked(matches.size(), null, matches, true, false);
        }
        return criteria.customer() != null
                ? new CandidatesOfCustomer(searched, criteria.customer(), span)
                : new CandidatesByWord(searched, criteria.words(), span);
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

    private Looked look(Candidates candidates, int stepFirst, int matchesEnough) {
        Looked all = Looked.BEGINNING;
        int step = stepFirst;
        while (!all.end()
                && !all.spent()
                && all.orders() < candidatesMax
                && all.matches().size() < matchesEnough) {
            all = all.and(candidates.next(Math.min(step, candidatesMax - all.orders())));
            step = Math.min(STEP, 2 * step);
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
                                                    .compare(
                                                            sort.place(row.value()),
                                                            after.position().place())
                                            > 0)
                            .toList();
        };
    }

    /**
     * @param foundBefore how many were found before those that are left
     */
    private static Found found(
            List<Versioned<OrderSummary>> left,
            long foundBefore,
            Count count,
            Looked looked,
            Sort sort,
            Part part) {
        List<Versioned<OrderSummary>> rows = left.subList(0, Math.min(left.size(), part.size()));
        Place next =
                left.size() > rows.size()
                        ? sort.place(rows.getLast().value())
                        : afterBound(looked, sort);
        return new Found(
                rows,
                count,
                next == null ? null : new Position(next, foundBefore + rows.size(), count));
    }

    /** Where a walk goes on that has come to a bound; by amount it does not. */
    private static @Nullable Place afterBound(Looked looked, Sort sort) {
        OrderPlace last = looked.last();
        return looked.end() || last == null || sort.by() != Sort.By.CREATED_AT
                ? null
                : new Place(null, last);
    }
}
