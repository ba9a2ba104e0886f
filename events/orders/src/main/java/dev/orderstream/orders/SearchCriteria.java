package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which orders are searched for: those that have all the words and that every filter lets pass.
 *
 * @param customer null: anybody's, as are the other filters
 */
public record SearchCriteria(
        SearchWords words,
        @Nullable CustomerId customer,
        @Nullable OrderStatus status,
        @Nullable OrderCurrency currency,
        Created created,
        Total total) {

    public SearchCriteria {
        if (words.isEmpty() && customer == null) {
            throw new InvalidValueException("required", "expected words or a customer");
        }
    }

    /** When they were created: from a time on, and before another; null: whenever. */
    public record Created(@Nullable Instant from, @Nullable Instant before) {
        public static final Created ANY_TIME = new Created(null, null);

        public Created {
            if (from != null && before != null && !from.isBefore(before)) {
                throw new InvalidValueException(
                        "empty-range", "expected a first time before the last one");
            }
        }

        boolean has(Instant time) {
            return (from == null || !time.isBefore(from))
                    && (before == null || time.isBefore(before));
        }
    }

    /** What they come to, both bounds included; null: whatever. In whichever currency it is. */
    public record Total(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        public static final Total ANY = new Total(null, null);

        public Total {
            if (min != null && max != null && min.compareTo(max) > 0) {
                throw new InvalidValueException(
                        "empty-range", "expected a least amount up to the greatest one");
            }
        }

        boolean has(BigDecimal amount) {
            return (min == null || amount.compareTo(min) >= 0)
                    && (max == null || amount.compareTo(max) <= 0);
        }
    }

    boolean matches(OrderView order) {
        return passes(order.summary()) && OrderWords.of(order).containsAll(words.words());
    }

    /** True where all but the words is as searched for. */
    boolean passes(OrderSummary order) {
        return (customer == null || customer.equals(order.customerId()))
                && (status == null || status == order.status())
                && (currency == null || currency.equals(order.currency()))
                && created.has(order.createdAt())
                && total.has(order.totalAmount());
    }
}
