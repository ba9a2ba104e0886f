package dev.orderstream.query;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.http.Cursors;
import dev.orderstream.http.HttpCall;
import dev.orderstream.orders.ListPart;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderPlace;
import dev.orderstream.orders.OrderQuery.HistoryPlace;
import dev.orderstream.orders.OrderSearch;
import dev.orderstream.orders.OrderSearch.Count;
import dev.orderstream.orders.OrderSearch.Position;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The cursors of lists of orders, and of their histories. */
@Singleton
final class OrderCursors {

    private static final String SEARCH_FORM = "2";

    private final Cursors cursors;

    OrderCursors(Cursors cursors) {
        this.cursors = cursors;
    }

    /**
     * @param filters the list's filters and order, in one spelling
     */
    String ofList(HttpCall call, List<String> filters, OrderPlace last, long rowsBefore) {
        return cursors.seal(
                binding(call, filters),
                List.of(
                        Timestamps.format(last.createdAt()),
                        last.orderId().value(),
                        Long.toString(rowsBefore)));
    }

    ListPart.After list(HttpCall call, List<String> filters, String cursor, int size) {
        List<String> place = cursors.open(binding(call, filters), cursor);
        return new ListPart.After(
                new OrderPlace(Timestamps.parse(place.get(0)), new OrderId(place.get(1))),
                Long.parseLong(place.get(2)),
                size);
    }

    /**
     * @param filters what is searched for and the order, in one spelling
     */
    String ofSearch(HttpCall call, List<String> filters, Position next) {
        OrderPlace order = next.place().order();
        BigDecimal amount = next.place().totalAmount();
        return cursors.seal(
                searchBinding(call, filters),
                List.of(
                        Timestamps.format(order.createdAt()),
                        order.orderId().value(),
                        amount == null ? "" : amount.toPlainString(),
                        Long.toString(next.foundBefore()),
                        Long.toString(next.count().total()),
                        Boolean.toString(next.count().exact())));
    }

    OrderSearch.Part.After search(HttpCall call, List<String> filters, String cursor, int size) {
        List<String> values = cursors.open(searchBinding(call, filters), cursor);
        String amount = values.get(2);
        OrderPlace order =
                new OrderPlace(Timestamps.parse(values.get(0)), new OrderId(values.get(1)));
        return new OrderSearch.Part.After(
                new Position(
                        new OrderSearch.Place(
                                amount.isEmpty() ? null : new BigDecimal(amount), order),
                        Long.parseLong(values.get(3)),
                        new Count(
                                Long.parseLong(values.get(4)),
                                Boolean.parseBoolean(values.get(5)))),
                size);
    }

    /** With the form of the values: a cursor of an earlier release has others, and is refused. */
    private static List<String> searchBinding(HttpCall call, List<String> filters) {
        List<String> binding = new ArrayList<>(binding(call, filters));
        binding.add(SEARCH_FORM);
        return binding;
    }

    String ofHistory(HttpCall call, HistoryPlace next) {
        return cursors.seal(
                binding(call, form(call)),
                List.of(Long.toString(next.version()), Integer.toString(next.shown())));
    }

    HistoryPlace history(HttpCall call, String cursor) {
        List<String> place = cursors.open(binding(call, form(call)), cursor);
        return new HistoryPlace(Long.parseLong(place.get(0)), Integer.parseInt(place.get(1)));
    }

    /** Operators and customers are shown histories of different forms, which a walk never mixes. */
    private static List<String> form(HttpCall call) {
        return Readers.of(call).seesAll() ? List.of("all") : List.of();
    }

    /** The caller, the path and what filters the list: for anything else the cursor is none. */
    private static List<String> binding(HttpCall call, List<String> filters) {
        List<String> binding = new ArrayList<>();
        binding.add(Objects.requireNonNullElse(call.principal().subject(), ""));
        binding.add(Objects.requireNonNullElse(call.principal().customerId(), ""));
        binding.add(call.route().template());
        call.variables().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> binding.add(variable.getValue()));
        binding.addAll(filters);
        return binding;
    }
}
