package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import dev.orderstream.eventsourcing.view.ViewStore.TokenQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Orders that had all the words at some time: the places of one word, the rarest as far as is
 * known, without those that another word's places show to lack that. Each is checked against its
 * view, since words are never taken back.
 */
final class CandidatesByWord implements Candidates {

    private final SearchedViews views;
    private final Places leading;
    private final List<Places> others;
    private int looked;

    /**
     * Where orders with a word stand, as far as they were read.
     *
     * @param all whether these are all
     */
    private record Places(List<String> inOrder, Set<String> known, boolean all, boolean rising) {

        static Places read(ViewStore views, String word, Span span) {
            // One more tells whether there are more.
            Span more = new Span(span.ascending(), span.after(), span.before(), span.max() + 1);
            List<String> read = views.tokened(new TokenQuery(word, more));
            boolean all = read.size() <= span.max();
            List<String> places = all ? read : read.subList(0, span.max());
            return new Places(places, new HashSet<>(places), all, span.ascending());
        }

        /** True where it is certain that no order with the word stands there. */
        boolean lacks(String place) {
            return !known.contains(place) && (all || compare(place, inOrder.getLast()) < 0);
        }

        private int compare(String place, String other) {
            return rising ? place.compareTo(other) : other.compareTo(place);
        }

        /** Those that are all before those that are not; short ones, or ones that reach far. */
        static Comparator<Places> leadingFirst() {
            return (one, other) -> {
                if (one.all() != other.all()) {
                    return one.all() ? -1 : 1;
                }
                return one.all()
                        ? Integer.compare(one.inOrder().size(), other.inOrder().size())
                        : one.compare(other.inOrder().getLast(), one.inOrder().getLast());
            };
        }
    }

    private CandidatesByWord(SearchedViews views, List<Places> words) {
        this.views = views;
        this.leading = words.getFirst();
        this.others = words.subList(1, words.size());
    }

    /** Reads the places of each word, as many as the span says. */
    static Candidates of(SearchedViews views, SearchWords words, Span span) {
        List<Places> read = new ArrayList<>();
        for (String word : words.sorted()) {
            Places places = Places.read(views.store(), word, span);
            if (places.all() && places.inOrder().isEmpty()) {
                return max -> Looked.NOTHING;
            }
            read.add(places);
        }
        read.sort(Places.leadingFirst());
        return new CandidatesByWord(views, read);
    }

    @Override
    public Looked next(int max) {
        int from = looked;
        looked = Math.min(from + max, leading.inOrder().size());
        List<OrderPlace> places =
                leading.inOrder().subList(from, looked).stream().map(OrderPlace::parse).toList();
        List<Versioned<OrderSummary>> matches =
                views.matching(
                        places.stream()
                                .filter(place ->
                                        others.stream().noneMatch(word -> word.lacks(place.sort())))
                                .map(OrderPlace::orderId)
                                .toList());
        return new Looked(
                places.size(),
                places.isEmpty() ? null : places.getLast(),
                matches,
                leading.all() && looked == leading.inOrder().size());
    }
}
