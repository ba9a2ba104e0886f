package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of free texts: not blank, at most so many characters (code points), and none that
 * controls a terminal or turns the direction of the text around it.
 */
public final class Texts {

    private Texts() {}

    public static String check(String text, int charactersMax) {
        if (text.codePoints().allMatch(Texts::isBlank)) {
            throw new InvalidValueException("blank", "expected text, not only white space");
        }
        if (text.codePointCount(0, text.length()) > charactersMax) {
            throw new InvalidValueException(
                    "too-long", "expected at most %d characters".formatted(charactersMax));
        }
        if (text.codePoints().anyMatch(Texts::isForbidden)) {
            throw forbiddenCharacter();
        }
        return text;
    }

    static InvalidValueException forbiddenCharacter() {
        return new InvalidValueException(
                "forbidden-character",
                "expected no control characters, no bidirectional overrides and no half"
                        + " characters");
    }

    public static @Nullable String checkOptional(@Nullable String text, int charactersMax) {
        return text == null ? null : check(text, charactersMax);
    }

    /** What nobody sees is no text: spaces, and marks of no width. */
    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }

    static boolean isForbidden(int c) {
        return Character.getType(c) == Character.CONTROL
                || Character.getType(c) == Character.SURROGATE
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
