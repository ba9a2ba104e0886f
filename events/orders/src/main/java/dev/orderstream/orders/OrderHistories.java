package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.CurrentViews;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.OrderQuery.FindHistory;
import dev.orderstream.orders.OrderQuery.HistoryPlace;
import dev.orderstream.orders.OrderQuery.OrderHistory;
import dev.orderstream.orders.OrderQuery.OrderHistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened to an order, event by event, never beyond what its view shows. */
record OrderHistories(CurrentViews views, AwaitedOrders orders) {

    Answer<Optional<OrderHistory>> read(FindHistory query) {
        Awaited awaited = query.awaited();
        if (awaited == null) {
            return new Answer<>(
                    orders.find(query.orderId(), query.reader(), Consistency.EVENTUAL)
                            .map(order -> history(query, order, Consistency.EVENTUAL)),
                    true);
        }
        Answer<Optional<Versioned<OrderView>>> order = orders.await(query.reader(), awaited);
        return new Answer<>(
                // As recent as the view: other replicas may not have its history yet.
                order.value().map(found -> history(query, found, Consistency.STRONG)),
                order.recent());
    }

    private OrderHistory history(
            FindHistory query, Versioned<OrderView> order, Consistency consistency) {
        HistoryPlace after = query.after();
        long afterVersion = after.shown() == 0 ? after.version() : after.version() - 1;
        // A commit has at least one event to show, so that as many commits fill the page.
        List<HistoryEntry> commits =
                views.get()
                        .history(
                                OrderKeys.view(query.orderId().value()).owner(),
                                afterVersion,
                                order.version(),
                                query.entriesMax(),
                                consistency);
        List<OrderHistoryEntry> entries = new ArrayList<>();
        HistoryPlace place = after;
        for (HistoryEntry stored : commits) {
            HistoryEntry commit = query.reader().shown(stored);
            int from = commit.version() == after.version() ? after.shown() : 0;
            int to = Math.min(commit.events().size(), from + query.entriesMax() - entries.size());
            commit.events()
                    .subList(from, to)
                    .forEach(event -> entries.add(new OrderHistoryEntry(commit, event)));
            place = new HistoryPlace(commit.version(), to < commit.events().size() ? to : 0);
            if (entries.size() == query.entriesMax()) {
                break;
            }
        }
        return new OrderHistory(order, entries, next(place, entries, query, order));
    }

    private static @Nullable HistoryPlace next(
            HistoryPlace last,
            List<OrderHistoryEntry> entries,
            FindHistory query,
            Versioned<OrderView> order) {
        boolean full = entries.size() == query.entriesMax();
        boolean isEnd = last.version() == order.version() && last.shown() == 0;
        return full && !isEnd ? last : null;
    }
}
