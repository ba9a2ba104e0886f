package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.util.regex.Pattern;

/** The form that the ids of customers and products share. */
final class Identifiers {

    static final String FORM_TEXT = "[A-Za-z0-9._~-]{1,64}";

    private static final Pattern FORM = Pattern.compile(FORM_TEXT);

    private Identifiers() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    static String check(String value) {
        if (!isOne(value)) {
            throw new InvalidValueException(
                    "invalid-format", "expected 1 to 64 characters of A-Z a-z 0-9 . _ ~ -");
        }
        return value;
    }
}
