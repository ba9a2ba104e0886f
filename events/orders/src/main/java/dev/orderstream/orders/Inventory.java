package dev.orderstream.orders;

import dev.orderstream.eventsourcing.command.Beside;
import dev.orderstream.eventsourcing.command.JointDecider.States;
import dev.orderstream.orders.Order.Reservation;
import dev.orderstream.orders.OrderRejection.InsufficientInventory;
import dev.orderstream.orders.OrderRejection.Shortage;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.Stock.NeverCounted;
import dev.orderstream.orders.StockEvent.StockReleased;
import dev.orderstream.orders.StockEvent.StockReserved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What orders take from the stock and give back to it. A product that was never counted is sold
 * without limit, and nothing of it is taken.
 *
 * @param on whether stock is looked at; what an order holds is given back in any case
 */
public record Inventory(boolean on) {

    /**
     * Reads the setting {@code INVENTORY}, of a function or of a deployment.
     *
     * @throws IllegalArgumentException for anything but {@code on} and {@code off}
     */
    public static Inventory parse(String word) {
        return switch (word) {
            case "on" -> new Inventory(true);
            case "off" -> new Inventory(false);
            default -> throw new IllegalArgumentException("expected on or off");
        };
    }

    /** What an order takes: of which products, by which events; or of which there is too little. */
    record Taken(
            Set<ProductId> products,
            List<Beside.Events<?>> events,
            Optional<InsufficientInventory> shortage) {

        /** How many pieces a line of this item holds then. */
        int reserved(NewItem item) {
            return products.contains(item.productId()) ? item.quantity().pieces() : 0;
        }
    }

    /** The stocks that taking these items is decided on. */
    List<Beside<?, ?>> of(List<NewItem> items) {
        return on
                ? items.stream()
                        .map(NewItem::productId)
                        .distinct()
                        .<Beside<?, ?>>map(Inventory::stock)
                        .toList()
                : List.of();
    }

    /** The stocks that are given back to. */
    static List<Beside<?, ?>> of(Collection<Reservation> reservations) {
        return reservations.stream()
                .map(Reservation::productId)
                .distinct()
                .<Beside<?, ?>>map(Inventory::stock)
                .toList();
    }

    Taken take(OrderId order, List<NewItem> items, States states) {
        Set<ProductId> counted = new LinkedHashSet<>();
        List<Beside.Events<?>> events = new ArrayList<>();
        if (!on) {
            return new Taken(counted, events, Optional.empty());
        }
        List<Shortage> shortages = new ArrayList<>();
        Map<ProductId, Integer> wanted = new LinkedHashMap<>();
        items.forEach(
                item -> wanted.merge(item.productId(), item.quantity().pieces(), Integer::sum));
        for (Map.Entry<ProductId, Integer> each : wanted.entrySet()) {
            Beside<Stock, StockEvent> stock = stock(each.getKey());
            switch (states.of(stock)) {
                case NeverCounted() -> {}
                case Counted(long available) when available < each.getValue() ->
                        shortages.add(new Shortage(each.getKey(), each.getValue(), available));
                case Counted enough -> {
                    counted.add(each.getKey());
                    events.add(
                            new Beside.Events<>(
                                    stock, List.of(new StockReserved(order, each.getValue()))));
                }
            }
        }
        if (!shortages.isEmpty()) {
            return new Taken(
                    Set.of(), List.of(), Optional.of(new InsufficientInventory(shortages)));
        }
        return new Taken(counted, events, Optional.empty());
    }

    static List<Beside.Events<?>> giveBack(OrderId order, Collection<Reservation> reservations) {
        Map<ProductId, Integer> held = new LinkedHashMap<>();
        reservations.forEach(each -> held.merge(each.productId(), each.pieces(), Integer::sum));
        return held.entrySet().stream()
                .<Beside.Events<?>>map(each ->
                        new Beside.Events<>(
                                stock(each.getKey()),
                                List.of(new StockReleased(order, each.getValue()))))
                .toList();
    }

    private static Beside<Stock, StockEvent> stock(ProductId product) {
        return new Beside<>(StockCommands.STOCK, product.stock());
    }
}
