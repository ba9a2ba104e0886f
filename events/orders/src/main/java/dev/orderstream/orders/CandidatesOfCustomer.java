package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.ViewStore.ListQuery;
import dev.orderstream.eventsourcing.view.ViewStore.Row;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's orders, by their list. Only where its row does not show all the words, an order's
 * view is read.
 */
final class CandidatesOfCustomer implements Candidates {

    private final SearchedViews views;
    private final CustomerId customer;
    private final Span span;
    private @Nullable String after;

    CandidatesOfCustomer(SearchedViews views, CustomerId customer, Span span) {
        this.views = views;
        this.customer = customer;
        this.span = span;
        this.after = span.after();
    }

    @Override
    public Looked next(int max) {
        SearchCriteria criteria = views.criteria();
        OrderStatus status = criteria.status();
        // One more tells whether there are more.
        Span part = new Span(span.ascending(), after, span.before(), max + 1);
        List<Row> read =
                views.store()
                        .list(
                                new ListQuery(
                                        OrderKeys.totals(customer).owner(),
                                        status == null ? null : status.word(),
                                        part));
        boolean end = read.size() <= max;
        List<Row> rows = end ? read : read.subList(0, max);
        if (rows.isEmpty()) {
            return Looked.NOTHING;
        }
        after = rows.getLast().place();
        return new Looked(rows.size(), OrderPlace.parse(after), matching(rows), end);
    }

    private List<Versioned<OrderSummary>> matching(List<Row> rows) {
        List<Versioned<OrderSummary>> matches = new ArrayList<>();
        List<OrderId> unclear = new ArrayList<>();
        for (Row row : rows) {
            OrderSummary order = OrderViewDocument.readSummary(row.summary());
            if (views.isSeen(order.orderId()) || !views.criteria().passes(order)) {
                continue;
            }
            if (OrderWords.of(order).containsAll(views.criteria().words().words())) {
                matches.add(new Versioned<>(order, row.version()));
            } else {
                unclear.add(order.orderId());
            }
        }
        matches.addAll(views.matching(unclear));
        return matches;
    }
}
