package dev.orderstream.runtime;

/**
 * Text that is safe on a terminal and in a log: whatever moves a cursor, ends a line, changes the
 * direction of writing or is not seen stands there as a JSON escape, such as <code>&#92;u001b
 * </code>.
 *
 * <p>These are control characters (C0, DEL, C1), line and paragraph separators, format characters
 * (among them bidirectional overrides and zero-width characters) and lone surrogates. A JSON
 * document without line breaks stays the same document.
 */
public final class VisibleText {

    private VisibleText() {}

    /** One line of output, without its end. */
    public static String of(String line) {
        int clean = 0;
        while (clean < line.length() && isPlainAscii(line.charAt(clean))) {
            clean++;
        }
        if (clean == line.length()) {
            return line;
        }
        StringBuilder visible = new StringBuilder(line.length() + 16).append(line, 0, clean);
        line.substring(clean).codePoints().forEach(point -> append(visible, point));
        return visible.toString();
    }

    private static boolean isPlainAscii(char c) {
        return c >= ' ' && c <= '~';
    }

    private static void append(StringBuilder visible, int point) {
        if (isHidden(point)) {
            for (char unit : Character.toChars(point)) {
                visible.append("\\u%04x".formatted((int) unit));
            }
        } else {
            visible.appendCodePoint(point);
        }
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
