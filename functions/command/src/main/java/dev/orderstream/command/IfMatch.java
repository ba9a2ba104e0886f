package dev.orderstream.command;

import dev.orderstream.http.Headers;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.http.RequestHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header that names the version that a caller has seen: {@code "7"}, or {@code "7-ab12"}. */
final class IfMatch {

    private static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");
    private static final Pattern OURS = Pattern.compile("\"([1-9][0-9]{0,17})(-[^\"]*)?\"");

    /** What a tag names that is not one of ours: no stream has this version. */
    private static final long NONE = -1;

    private IfMatch() {}

    /**
     * The version, or nothing without the header.
     *
     * @throws ProblemException 400 where it is not one strong entity tag
     */
    static Optional<Long> version(Headers headers) {
        return headers.find(RequestHeaders.IF_MATCH).map(IfMatch::version);
    }

    private static long version(String tag) {
        if (!STRONG_TAG.matcher(tag.strip()).matches()) {
            throw QueryParameters.invalid("If-Match: expected one strong entity tag, \"7\".");
        }
        Matcher ours = OURS.matcher(tag.strip());
        return ours.matches() ? Long.parseLong(ours.group(1)) : NONE;
    }
}
