package dev.orderstream.query;

/**
 * How many waits of the whole service with a timeout of more than a second may go on: {@code
 * WAITS_MAX}.
 */
final class WaitsMax {

    /** Where the function has no reserved concurrency; with it, a deployment sets half of it. */
    static final int DEFAULT = 5;

    /** More than the concurrent instances of any function. */
    static final int MOST = 10_000;

    private WaitsMax() {}

    /**
     * Reads the variable; blank means the default.
     *
     * @throws IllegalArgumentException where it is no number in these bounds
     */
    static int parse(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return DEFAULT;
        }
        if (stripped.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(stripped);
            if (number <= MOST) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "WAITS_MAX: expected a whole number from 0 to %d, got '%s'".formatted(MOST, text));
    }
}
