package dev.orderstream.eventsourcing;

import java.util.function.Supplier;

/**
 * Stored data that this code can't read: a missing field, a type or a schema that it does not know.
 * Trying again does not help; newer code may.
 */
public class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What a pure conversion makes of stored data. Whatever it throws is a fault of that data.
     *
     * @throws UnreadableException where the conversion throws anything
     */
    public static <T> T unless(String what, Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (UnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableException(what + ": " + e.getMessage(), e);
        }
    }
}
