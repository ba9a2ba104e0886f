package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of free texts: not blank, at most so many characters (code points), and none that
 * controls a terminal, ends a line or changes the direction of the text around it.
 *
 * <p>Input is checked by {@link #check}. What is stored is read by an older and wider rule, so that
 * a stricter rule never makes an order unreadable.
 */
public final class Texts {

    private Texts() {}

    /**
     * A text of the input.
     *
     * @throws InvalidValueException where it breaks a rule
     */
    public static String check(String text, int charactersMax) {
        checkStored(text, charactersMax);
        if (text.codePoints().anyMatch(Texts::isForbidden)) {
            throw forbiddenCharacter();
        }
        return text;
    }

    /** A text that may have been stored under the rules of an earlier release. */
    static String checkStored(String text, int charactersMax) {
        if (text.codePoints().allMatch(Texts::isBlank)) {
            throw new InvalidValueException("blank", "expected text, not only white space");
        }
        if (text.codePointCount(0, text.length()) > charactersMax) {
            throw new InvalidValueException(
                    "too-long", "expected at most %d characters".formatted(charactersMax));
        }
        if (text.codePoints().anyMatch(Texts::wasForbidden)) {
            throw forbiddenCharacter();
        }
        return text;
    }

    static InvalidValueException forbiddenCharacter() {
        return new InvalidValueException(
                "forbidden-character",
                "expected no control characters, line separators, bidirectional overrides or"
                        + " unpaired surrogates");
    }

    public static @Nullable String checkOptional(@Nullable String text, int charactersMax) {
        return text == null ? null : check(text, charactersMax);
    }

    static @Nullable String checkStoredOptional(@Nullable String text, int charactersMax) {
        return text == null ? null : checkStored(text, charactersMax);
    }

    /** What nobody sees is no text: spaces, and marks of no width. */
    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }

    static boolean isForbidden(int c) {
        return wasForbidden(c)
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }

    /**
     * Controls, and what overrides or embeds a direction. Plain marks of a direction are allowed.
     */
    private static boolean wasForbidden(int c) {
        return Character.getType(c) == Character.CONTROL
                || Character.getType(c) == Character.SURROGATE
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
