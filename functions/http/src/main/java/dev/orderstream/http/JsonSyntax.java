package dev.orderstream.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first place at which a text is not one JSON object that this service accepts, and the
 * rule that it breaks there. It runs only on a body that the JSON library has refused: the
 * library's own messages may repeat what the caller sent.
 */
final class JsonSyntax {

    private static final String VALUE =
            "expected a value: an object, an array, a string in double quotes, a number, true,"
                    + " false or null";

    private final String text;
    private final Deque<String> path = new ArrayDeque<>();
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    /**
     * A broken rule.
     *
     * @param offset where, in {@code char}s of the text
     * @param pointer of the member that it is about (RFC 6901); null: of none
     */
    record Fault(int offset, String rule, @Nullable String pointer) {

        /** What a caller reads: line and column, both from 1, and the rule. */
        String in(String text) {
            int line = 1;
            int lineStart = 0;
            for (int i = 0; i < offset; i++) {
                char c = text.charAt(i);
                boolean isBreak =
                        c == '\n' || (c == '\r' && (i + 1 == offset || text.charAt(i + 1) != '\n'));
                if (isBreak) {
                    line++;
                    lineStart = i + 1;
                }
            }
            int column = 1 + text.codePointCount(lineStart, offset);
            return "Line %d, column %d: %s.".formatted(line, column, rule);
        }
    }

    @SuppressWarnings("serial") // it never leaves find()
    private static final class FoundException extends RuntimeException {
        private final Fault fault;

        FoundException(Fault fault) {
            super(fault.rule(), null, false, false);
            this.fault = fault;
        }
    }

    /** The first fault of a text; null where there is none. */
    static @Nullable Fault find(String text) {
        try {
            new JsonSyntax(text).body();
            return null;
        } catch (FoundException found) {
            return found.fault;
        }
    }

    private void body() {
        space();
        if (isEnd()) {
            throw broken("the body is empty, expected one JSON object");
        }
        if (text.charAt(at) != '{') {
            throw broken("expected a JSON object as the whole body");
        }
        value(0);
        space();
        if (!isEnd()) {
            throw broken("expected nothing after the JSON object");
        }
    }

    private void value(int levels) {
        if (isEnd()) {
            throw endsEarly();
        }
        switch (text.charAt(at)) {
            case '{' -> object(levels + 1);
            case '[' -> array(levels + 1);
            case '"' -> string();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> throw broken(VALUE);
        }
    }

    private void open(int levels) {
        if (levels > JsonBody.LEVELS_MAX) {
            throw broken("expected at most %d levels of nesting".formatted(JsonBody.LEVELS_MAX));
        }
        at++;
        space();
    }

    private void object(int levels) {
        open(levels);
        Set<String> names = new HashSet<>();
        if (skip('}')) {
            return;
        }
        do {
            space();
            member(names, levels);
            space();
        } while (skip(','));
        if (!skip('}')) {
            throw isEnd() ? endsEarly() : broken("expected a comma or } after a member");
        }
    }

    private void member(Set<String> names, int levels) {
        if (isEnd()) {
            throw endsEarly();
        }
        if (text.charAt(at) != '"') {
            throw broken("expected the name of a member in double quotes");
        }
        int start = at;
        String name = string();
        path.addLast(RequestFields.shown(name));
        if (!names.add(name)) {
            throw new FoundException(new Fault(start, "duplicate member " + pointer(), pointer()));
        }
        space();
        if (!skip(':')) {
            throw isEnd() ? endsEarly() : broken("expected a colon after the name of a member");
        }
        space();
        value(levels);
        path.removeLast();
    }

    private void array(int levels) {
        open(levels);
        if (skip(']')) {
            return;
        }
        int index = 0;
        do {
            space();
            path.addLast(Integer.toString(index++));
            value(levels);
            path.removeLast();
            space();
        } while (skip(','));
        if (!skip(']')) {
            throw isEnd() ? endsEarly() : broken("expected a comma or ] after a value");
        }
    }

    /** The characters of a string, with its escapes undone. */
    private String string() {
        StringBuilder characters = new StringBuilder();
        at++;
        while (true) {
            if (isEnd()) {
                throw broken("the body ends inside a string");
            }
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return characters.toString();
            }
            if (c < ' ') {
                throw broken("a control character in a string must be escaped");
            }
            characters.append(c == '\\' ? escape() : c);
            at++;
        }
    }

    private char escape() {
        int start = at++;
        if (isEnd()) {
            throw broken("the body ends inside a string");
        }
        return switch (text.charAt(at)) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(start);
            default -> {
                at = start;
                throw broken(
                        "a backslash in a string must be followed by one of \" \\ / b f n r t u");
            }
        };
    }

    private char unicode(int start) {
        int end = at + 5;
        if (end > text.length() || !text.substring(at + 1, end).matches("[0-9A-Fa-f]{4}")) {
            at = start;
            throw broken("\\u in a string must be followed by four hexadecimal digits");
        }
        char c = (char) Integer.parseInt(text, at + 1, end, 16);
        at = end - 1;
        return c;
    }

    private void number() {
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits();
        } else if (isDigit()) {
            at = start;
            throw broken("a number must not begin with a zero that another digit follows");
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
        String number = text.substring(start, at);
        if (JsonBody.numberOrNull(number) == null) {
            at = start;
            throw broken(
                    number.length() > JsonBody.NUMBER_CHARACTERS_MAX
                            ? "expected a number of at most %d characters"
                                    .formatted(JsonBody.NUMBER_CHARACTERS_MAX)
                            : "the exponent of a number is too large");
        }
    }

    private void digits() {
        if (!isDigit()) {
            throw isEnd() ? endsEarly() : broken("expected a digit of a number");
        }
        while (isDigit()) {
            at++;
        }
    }

    private boolean isDigit() {
        return !isEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw broken(VALUE);
        }
        at += word.length();
        if (!isEnd() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at -= word.length();
            throw broken(VALUE);
        }
    }

    private void space() {
        while (!isEnd() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skip(char c) {
        boolean is = !isEnd() && text.charAt(at) == c;
        if (is) {
            at++;
        }
        return is;
    }

    private boolean isEnd() {
        return at >= text.length();
    }

    private String pointer() {
        return "/" + String.join("/", path);
    }

    private FoundException endsEarly() {
        return broken("the body ends before the JSON object is complete");
    }

    private FoundException broken(String rule) {
        return new FoundException(new Fault(at, rule, null));
    }
}
