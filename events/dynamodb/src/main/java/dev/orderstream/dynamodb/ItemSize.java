package dev.orderstream.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item by the rules that DynamoDB publishes. It tells the size of a number only
 * approximately; here it is never told too small.
 */
public final class ItemSize {

    /** No item is larger. */
    static final int BYTES_MAX = 400 * 1024;

    private static final int CONTAINER_BYTES = 3;
    private static final int ELEMENT_BYTES = 1;

    private ItemSize() {}

    /** Its bytes, names of attributes and all. */
    public static int of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> bytes(attribute.getKey()) + of(attribute.getValue()))
                .sum();
    }

    private static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NUL -> 1;
            case L ->
                    CONTAINER_BYTES
                            + value.l().stream()
                                    .mapToInt(element -> ELEMENT_BYTES + of(element))
                                    .sum();
            case M -> CONTAINER_BYTES + value.m().size() * ELEMENT_BYTES + of(value.m());
            default -> throw new IllegalArgumentException("no item of ours has a " + value.type());
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A byte for two digits, and what sign and exponent take. */
    private static int number(String digits) {
        return (digits.length() + 1) / 2 + 2;
    }
}
