package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of an order. */
public sealed interface OrderCommand extends Command<Outcome<Order, OrderEvent, OrderRejection>> {

    int LINES_MAX = 50;

    OrderId orderId();

    @Override
    default StreamId stream() {
        return orderId().stream();
    }

    @Override
    default boolean opensStream() {
        return false;
    }

    /** Create an order of 1 to 50 lines. */
    record CreateOrder(
            OrderId orderId,
            CustomerId customerId,
            OrderCurrency currency,
            List<NewItem> items,
            ShippingAddress shippingAddress,
            Envelope envelope)
            implements OrderCommand {

        public CreateOrder {
            items = List.copyOf(items);
            if (items.isEmpty() || items.size() > LINES_MAX) {
                throw new InvalidValueException(
                        "out-of-range", "expected 1 to %d items".formatted(LINES_MAX));
            }
            items.forEach(item -> currency.check(item.unitPrice()));
            ShippingAddress.checkCountry(shippingAddress.country());
        }

        @Override
        public boolean opensStream() {
            return true;
        }
    }

    /** Add one line. */
    record AddOrderItem(OrderId orderId, NewItem item, Envelope envelope) implements OrderCommand {}

    /** Take one line out. */
    record RemoveOrderItem(OrderId orderId, int line, Envelope envelope) implements OrderCommand {}

    /** Move the order to another status. */
    record UpdateOrderStatus(OrderId orderId, StatusChange change, Envelope envelope)
            implements OrderCommand {
        @Override
        public boolean isAllowedPastBound() {
            return true;
        }
    }

    /** Cancel the order. */
    record CancelOrder(OrderId orderId, @Nullable String reason, Envelope envelope)
            implements OrderCommand {
        public CancelOrder {
            Texts.checkOptional(reason, StatusChange.REASON_MAX);
        }

        @Override
        public boolean isAllowedPastBound() {
            return true;
        }
    }
}
