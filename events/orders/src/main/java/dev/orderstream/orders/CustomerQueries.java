package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.AwaitedViews;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.CurrentViews;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.orders.CustomerQuery.FindCustomer;
import dev.orderstream.orders.CustomerView.Spent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers the queries about customers from the read model. */
public final class CustomerQueries {

    private static final CustomerProjection PROJECTION = new CustomerProjection();

    private final CurrentViews views;
    private final AwaitedViews awaitedViews;

    public CustomerQueries(CurrentViews views, ReadYourWrites readYourWrites) {
        this.views = views;
        this.awaitedViews = new AwaitedViews(views, readYourWrites);
    }

    public QueryBus register(QueryBus bus) {
        return bus.with(FindCustomer.class, this::find);
    }

    private Answer<Optional<Versioned<CustomerView>>> find(FindCustomer query) {
        Answer<Optional<View>> profile =
                awaitedViews.read(
                        PROJECTION.key(query.customerId().value()),
                        query.awaited(),
                        query.reader().visible());
        Map<String, BigDecimal> totals =
                views.get()
                        .counters(
                                OrderKeys.totals(query.customerId()),
                                query.awaited() == null ? Consistency.EVENTUAL : Consistency.STRONG)
                        .amounts();
        String name = profile.value().map(view -> PROJECTION.read(view.body()).name()).orElse(null);
        CustomerView customer =
                new CustomerView(query.customerId(), name, orders(totals), spent(totals));
        return new Answer<>(
                profile.value().isPresent() || customer.hasOrders()
                        ? Optional.of(
                                new Versioned<>(
                                        customer, profile.value().map(View::version).orElse(0L)))
                        : Optional.empty(),
                profile.recent());
    }

    private static Map<OrderStatus, Long> orders(Map<String, BigDecimal> totals) {
        return Arrays.stream(OrderStatus.values())
                .collect(
                        Collectors.toMap(
                                status -> status, status -> OrderKeys.count(totals, status)));
    }

    private static List<Spent> spent(Map<String, BigDecimal> totals) {
        return totals.entrySet().stream()
                .filter(total -> total.getValue().signum() != 0)
                .flatMap(total ->
                        OrderKeys.spentIn(total.getKey())
                                .map(currency -> new Spent(currency, total.getValue()))
                                .stream())
                .sorted((a, b) -> a.currency().code().compareTo(b.currency().code()))
                .toList();
    }
}
