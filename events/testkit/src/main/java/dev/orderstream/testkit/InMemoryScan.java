package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Segments and pages as a table's scan has them: small ones, so that something is cut. Places sort
 * as text, and as numbers where they are some.
 */
final class InMemoryScan {

    private static final int PAGE_ITEMS = 7;

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::partition)
                    .thenComparingInt(place -> place.sort().length())
                    .thenComparing(Place::sort);

    private InMemoryScan() {}

    /** Each thing is in one segment, whatever else there is. */
    static boolean isIn(Segment segment, Object key) {
        return Math.floorMod(key.toString().hashCode(), segment.of()) == segment.number();
    }

    static <T, P> P page(
            List<T> all,
            Function<T, Place> place,
            @Nullable Place after,
            BiFunction<List<T>, Optional<Place>, P> page) {
        List<T> left =
                all.stream()
                        .filter(item ->
                                after == null || ORDER.compare(place.apply(item), after) > 0)
                        .sorted(Comparator.comparing(place, ORDER))
                        .toList();
        List<T> items = left.stream().limit(PAGE_ITEMS).toList();
        return page.apply(
                items,
                items.size() < left.size()
                        ? Optional.of(place.apply(items.getLast()))
                        : Optional.empty());
    }
}
