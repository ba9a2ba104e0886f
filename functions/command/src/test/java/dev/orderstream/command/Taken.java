package dev.orderstream.command;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pieces of a product that a command took for an order, or gave back (less than 0), as the events
 * of the order tell it, and again as those of the stock do.
 */
record Taken(Digest commandId, String orderId, String productId, int pieces) {

    private record Held(String productId, int pieces) {}

    static List<Taken> byOrder(String orderId, List<Commit> commits) {
        Map<Integer, Held> lines = new TreeMap<>();
        List<Taken> taken = new ArrayList<>();
        for (Commit commit : commits) {
            Map<String, Integer> pieces = new HashMap<>();
            commit.events().forEach(event -> add(event, lines, pieces));
            pieces.forEach((product, number) -> {
                if (number != 0) {
                    taken.add(new Taken(commit.origin().commandId(), orderId, product, number));
                }
            });
        }
        return taken;
    }

    private static void add(
            StoredEvent event, Map<Integer, Held> lines, Map<String, Integer> pieces) {
        Fields data = event.data();
        switch (event.type()) {
            case "OrderItemAdded" -> {
                Held held = new Held(data.text("product_id"), data.integer("reserved"));
                lines.put(data.integer("line"), held);
                pieces.merge(held.productId(), held.pieces(), Integer::sum);
            }
            case "OrderItemRemoved" -> giveBack(lines.remove(data.integer("line")), pieces);
            case "OrderCancelled" -> lines.values().forEach(held -> giveBack(held, pieces));
            default -> {}
        }
    }

    private static void giveBack(Held held, Map<String, Integer> pieces) {
        pieces.merge(held.productId(), -held.pieces(), Integer::sum);
    }

    static List<Taken> byStock(String productId, List<Commit> commits) {
        List<Taken> taken = new ArrayList<>();
        for (Commit commit : commits) {
            for (StoredEvent event : commit.events()) {
                int sign =
                        switch (event.type()) {
                            case "StockReserved" -> 1;
                            case "StockReleased" -> -1;
                            default -> 0;
                        };
                if (sign != 0) {
                    taken.add(
                            new Taken(
                                    commit.origin().commandId(),
                                    event.data().text("order_id"),
                                    productId,
                                    sign * event.data().integer("quantity")));
                }
            }
        }
        return taken;
    }
}
