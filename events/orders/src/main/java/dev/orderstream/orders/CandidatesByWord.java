package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.ViewStore.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Orders that had all the words at some time. The places of all words are read side by side: each
 * word skips what stands before the furthest place of another one. Each order is then checked
 * against its view, since words are never taken back.
 */
final class CandidatesByWord implements Candidates {

    private final SearchedViews views;
    private final List<PlacesOfWord> words;

    /** Of all orders up to here it is known whether they have had all the words; null: of none. */
    private @Nullable String decided;

    CandidatesByWord(SearchedViews views, SearchWords words, Span span) {
        this.views = views;
        this.words =
                words.sorted().stream()
                        .map(word -> new PlacesOfWord(views.store(), views.budget(), word, span))
                        .toList();
    }

    @Override
    public Looked next(int max) {
        if (views.budget().views() < Math.min(max, STEP_MIN)) {
            return Looked.BUDGET_SPENT;
        }
        String before = decided;
        List<OrderPlace> found = new ArrayList<>();
        PlacesOfWord.Step step = new PlacesOfWord.Step.Spent();
        // Asked each time: what is found costs a view, and so do the places that lead to it.
        while (found.size() < Math.min(max, views.budget().views())) {
            step = goOn(found.size() + 1);
            if (!(step instanceof PlacesOfWord.Step.At(String place))) {
                break;
            }
            found.add(OrderPlace.parse(place));
        }
        return new Looked(
                found.size(),
                decided == null || decided.equals(before) ? null : OrderPlace.parse(decided),
                views.matching(found.stream().map(OrderPlace::orderId).toList()),
                step instanceof PlacesOfWord.Step.End || isEnd(),
                step instanceof PlacesOfWord.Step.Spent);
    }

    /** True where it is known without another read that some word has no more places. */
    private boolean isEnd() {
        return words.stream().anyMatch(word -> word.isEndedAfter(decided));
    }

    /**
     * Goes on to the next place that all the words have.
     *
     * @param viewsKept how many views must be affordable after that
     */
    private PlacesOfWord.Step goOn(int viewsKept) {
        String target = null;
        String start = decided;
        int agreed = 0;
        for (int n = 0; agreed < words.size(); n = (n + 1) % words.size()) {
            PlacesOfWord.Step step = words.get(n).goTo(target, start, viewsKept);
            if (!(step instanceof PlacesOfWord.Step.At(String place))) {
                return step;
            }
            if (place.equals(target)) {
                agreed++;
            } else {
                // What was the furthest place until now is one that this word does not have.
                decided = target == null ? decided : target;
                target = place;
                agreed = 1;
            }
        }
        decided = target;
        return new PlacesOfWord.Step.At(Objects.requireNonNull(target));
    }
}
