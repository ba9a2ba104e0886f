package dev.orderstream.http;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists of entity tags, as conditional headers of reads have them (RFC 9110, 8.8.3). */
final class EntityTags {

    static final String ANY = "*";

    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*+\"";
    private static final Pattern EACH = Pattern.compile(TAG);

    /** With empty elements, which a recipient of a list has to accept. */
    private static final Pattern LIST =
            Pattern.compile("[\\s,]*+" + TAG + "(?:\\s*+,[\\s,]*+" + TAG + ")*+[\\s,]*+");

    private EntityTags() {}

    static boolean isValid(String header) {
        return isAny(header) || LIST.matcher(header).matches();
    }

    static boolean isAny(String header) {
        return header.strip().equals(ANY);
    }

    /** The strong comparison: a weak tag matches nothing. */
    static boolean matchesStrongly(String header, String tag) {
        return tags(header).anyMatch(tag::equals);
    }

    /** The weak comparison: a weak tag matches the strong one of the same text. */
    static boolean matchesWeakly(String header, String tag) {
        return tags(header).anyMatch(each -> each.equals(tag) || each.equals("W/" + tag));
    }

    private static Stream<String> tags(String header) {
        return EACH.matcher(header).results().map(MatchResult::group);
    }
}
