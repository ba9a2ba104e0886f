package dev.orderstream.operations;

import dev.orderstream.eventsourcing.projector.Notice;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The first of many notices by an order. No more than those are kept at any time.
 *
 * @param of how many there are in all
 */
record FirstNotices(List<Notice> notices, int of) {

    FirstNotices {
        notices = List.copyOf(notices);
    }

    static FirstNotices by(Comparator<Notice> order, int noticesMax, Stream<Notice> all) {
        PriorityQueue<Notice> kept = new PriorityQueue<>(order.reversed());
        int count = 0;
        for (Notice notice : (Iterable<Notice>) all::iterator) {
            count++;
            kept.add(notice);
            if (kept.size() > noticesMax) {
                kept.remove();
            }
        }
        return new FirstNotices(kept.stream().sorted(order).toList(), count);
    }

    /** How many are not among the first. */
    int others() {
        return of - notices.size();
    }
}
