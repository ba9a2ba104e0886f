package dev.orderstream.eventsourcing;

/**
 * A value out of its bounds. The code is for programs ({@code too-long}), the message for people:
 * it says what was expected and never repeats a text that came.
 */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String code;

    public InvalidValueException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
