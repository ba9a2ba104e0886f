package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.ViewStore.ListQuery;
import dev.orderstream.eventsourcing.view.ViewStore.Row;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's orders, by their list. Only where its row does not show all the words, an order's
 * view is read.
 */
final class CandidatesOfCustomer implements Candidates {

    /** One more than a hundred, so that it is known whether the thousandth row is the last one. */
    private static final int ROWS_PER_READ = 101;

    private final SearchedViews views;
    private final CustomerId customer;
    private final Span span;
    private final Deque<Row> read = new ArrayDeque<>();
    private @Nullable String after;
    private boolean isAllRead;

    CandidatesOfCustomer(SearchedViews views, CustomerId customer, Span span) {
        this.views = views;
        this.customer = customer;
        this.span = span;
        this.after = span.after();
    }

    @Override
    public Looked next(int max) {
        if (read.isEmpty() && !isAllRead && !readOn()) {
            return Looked.BUDGET_SPENT;
        }
        int viewsMax = views.mayNeedViews() ? views.budget().views() : max;
        if (viewsMax < Math.min(max, STEP_MIN)) {
            return Looked.BUDGET_SPENT;
        }
        List<Versioned<OrderSummary>> matches = new ArrayList<>();
        List<OrderId> unclear = new ArrayList<>();
        int orders = 0;
        OrderPlace last = null;
        while (!read.isEmpty() && orders < max && unclear.size() < viewsMax) {
            Row row = read.removeFirst();
            last = OrderPlace.parse(row.place());
            orders++;
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
        return new Looked(orders, last, matches, read.isEmpty() && isAllRead, false);
    }

    /** Reads the next rows, unless the budget is used up. */
    private boolean readOn() {
        int affordable =
                views.budget()
                        .items(SearchBudget.ROW_BYTES_MAX, views.mayNeedViews() ? STEP_MIN : 0);
        if (affordable < STEP_MIN) {
            return false;
        }
        int count = Math.min(affordable, ROWS_PER_READ);
        OrderStatus status = views.criteria().status();
        List<Row> rows =
                views.store()
                        .list(
                                new ListQuery(
                                        OrderKeys.totals(customer).owner(),
                                        status == null ? null : status.word(),
                                        new Span(span.ascending(), after, span.before(), count)),
                                views.budget());
        read.addAll(rows);
        isAllRead = rows.size() < count;
        if (!rows.isEmpty()) {
            after = rows.getLast().place();
        }
        return true;
    }
}
