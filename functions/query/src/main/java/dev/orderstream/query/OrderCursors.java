package dev.orderstream.query;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.http.Cursors;
import dev.orderstream.http.HttpCall;
import dev.orderstream.orders.ListPart;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderPlace;
import dev.orderstream.orders.OrderQuery.HistoryPlace;
import dev.orderstream.orders.OrderSearch;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The cursors of lists of orders, and of their histories. */
@Singleton
final class OrderCursors {

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
    String ofSearch(HttpCall call, List<String> filters, OrderSearch.Place next) {
        BigDecimal amount = next.totalAmount();
        return cursors.seal(
                binding(call, filters),
                List.of(
                        Timestamps.format(next.order().createdAt()),
                        next.order().orderId().value(),
                        amount == null ? "" : amount.toPlainString()));
    }

    OrderSearch.Part.After search(HttpCall call, List<String> filters, String cursor, int size) {
        List<String> place = cursors.open(binding(call, filters), cursor);
        String amount = place.get(2);
        return new OrderSearch.Part.After(
                new OrderSearch.Place(
                        amount.isEmpty() ? null : new BigDecimal(amount),
                        new OrderPlace(Timestamps.parse(place.get(0)), new OrderId(place.get(1)))),
                size);
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
