package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import dev.orderstream.eventsourcing.view.ViewStore.TokenQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The places of one word, read in pieces and only forward. */
final class PlacesOfWord {

    /** The first piece is small, since few words have many orders; the next ones double. */
    private static final int FIRST_BYTES = 16 * 1024;

    private static final int BYTES_MAX = 64 * 1024;

    private final ViewStore views;
    private final SearchBudget budget;
    private final String word;
    private final Span span;
    private final int placeBytes;
    private final Deque<String> read = new ArrayDeque<>();
    private int nextBytes = FIRST_BYTES;
    private boolean isAllRead;

    PlacesOfWord(ViewStore views, SearchBudget budget, String word, Span span) {
        this.views = views;
        this.budget = budget;
        this.word = word;
        this.span = span;
        this.placeBytes =
                word.getBytes(StandardCharsets.UTF_8).length + SearchBudget.PLACE_BYTES_MAX;
    }

    /** What a step forward has come to. */
    sealed interface Step {

        /** The word's next place. */
        record At(String place) implements Step {}

        /** It has no more places. */
        record End() implements Step {}

        /** The budget is used up. */
        record Spent() implements Step {}
    }

    /**
     * Goes on to the first place that is not before another one.
     *
     * @param target null: to the first place after what is decided
     * @param decided null: nothing is
     * @param viewsKept how many views must be affordable after that
     */
    Step goTo(@Nullable String target, @Nullable String decided, int viewsKept) {
        while (true) {
            while (!read.isEmpty() && isPassed(read.getFirst(), target, decided)) {
                read.removeFirst();
            }
            if (!read.isEmpty()) {
                return new Step.At(read.getFirst());
            }
            if (isAllRead) {
                return new Step.End();
            }
            if (!readOn(target == null ? decided : justBefore(target), viewsKept)) {
                return new Step.Spent();
            }
        }
    }

    /** True where it is known without another read that no place follows. */
    boolean isEndedAfter(@Nullable String decided) {
        return isAllRead && read.stream().allMatch(place -> isPassed(place, null, decided));
    }

    private boolean isPassed(String place, @Nullable String target, @Nullable String decided) {
        return target == null
                ? decided != null && compare(place, decided) <= 0
                : compare(place, target) < 0;
    }

    private int compare(String one, String other) {
        return span.ascending() ? one.compareTo(other) : other.compareTo(one);
    }

    /** A text that stands right before a place, so that what follows it begins with that place. */
    private String justBefore(String place) {
        return span.ascending() ? place.substring(0, place.length() - 1) : place + "!";
    }

    private boolean readOn(@Nullable String after, int viewsKept) {
        int affordable = budget.items(placeBytes, viewsKept);
        if (affordable < Candidates.STEP_MIN) {
            return false;
        }
        int count = Math.min(affordable, Math.max(Candidates.STEP_MIN, nextBytes / placeBytes));
        nextBytes = Math.min(BYTES_MAX, 2 * nextBytes);
        List<String> places =
                views.tokened(
                        new TokenQuery(
                                word,
                                new Span(
                                        span.ascending(),
                                        after == null ? span.after() : after,
                                        span.before(),
                                        count)),
                        budget);
        read.addAll(places);
        isAllRead = places.size() < count;
        return true;
    }
}
