package dev.orderstream.orders;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an order stands: {@code pending → shipped → delivered}, or {@code pending → cancelled}. */
public enum OrderStatus {
    PENDING,
    SHIPPED,
    DELIVERED,
    CANCELLED;

    /** The word that the API uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OrderStatus> find(String word) {
        return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
    }
}
