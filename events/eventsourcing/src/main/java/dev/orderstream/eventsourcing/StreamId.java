package dev.orderstream.eventsourcing;

/**
 * The name of all that happened to one thing, written {@code Category-id}: {@code Order-0199…},
 * {@code Stock-sku-1}. The category has no hyphen, the id may have some.
 */
public record StreamId(String category, String id) {

    public StreamId {
        if (category.isEmpty() || category.indexOf('-') >= 0) {
            throw new IllegalArgumentException(
                    "category: expected text without a hyphen, got '" + category + "'");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id: expected text, got none");
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
