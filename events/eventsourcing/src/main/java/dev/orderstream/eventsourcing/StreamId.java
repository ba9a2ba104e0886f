package dev.orderstream.eventsourcing;

import java.nio.charset.StandardCharsets;

/**
 * The name of all that happened to one thing, written {@code Category-id}: {@code Order-0199…},
 * {@code Stock-sku-1}. The category has no hyphen, the id may have some.
 */
public record StreamId(String category, String id) {

    /** So long a name fits into any key that a store makes of it. */
    private static final int BYTES_MAX = 1_000;

    public StreamId {
        if (category.isEmpty() || category.indexOf('-') >= 0) {
            throw new IllegalArgumentException(
                    "category: expected text without a hyphen, got '" + category + "'");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id: expected text, got none");
        }
        int bytes = (category + "-" + id).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "stream id: expected at most %d bytes, got %d".formatted(BYTES_MAX, bytes));
        }
    }

    /**
     * Reads {@code Category-id}.
     *
     * @throws IllegalArgumentException where there is no hyphen, or nothing on one side of it
     */
    public static StreamId parse(String text) {
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            throw new IllegalArgumentException("stream_id: expected Category-id, got no hyphen");
        }
        return new StreamId(text.substring(0, hyphen), text.substring(hyphen + 1));
    }

    @Override
    public String toString() {
        return category + "-" + id;
    }
}
