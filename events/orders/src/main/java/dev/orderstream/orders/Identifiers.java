package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.util.regex.Pattern;

/**
 * The form that the ids of customers and products share. A path with {@code .} or {@code ..} as a
 * segment means another path to every client, so new ids are neither; stored ones, which older code
 * accepted, can still be read.
 */
final class Identifiers {

    /** Of new ids, as a regular expression. */
    static final String FORM_TEXT = "(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,64}";

    private static final Pattern FORM = Pattern.compile(FORM_TEXT);
    private static final Pattern STORED = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    private Identifiers() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * A new id.
     *
     * @throws InvalidValueException where it is none
     */
    static String check(String value) {
        return check(value, FORM);
    }

    /**
     * An id that may have been stored by older code.
     *
     * @throws InvalidValueException where it is none
     */
    static String checkStored(String value) {
        return check(value, STORED);
    }

    private static String check(String value, Pattern form) {
        if (!form.matcher(value).matches()) {
            throw new InvalidValueException(
                    "invalid-format",
                    "expected 1 to 64 characters of A-Z a-z 0-9 . _ ~ -, but not . or ..");
        }
        return value;
    }
}
