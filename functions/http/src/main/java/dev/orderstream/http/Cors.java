package dev.orderstream.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What web pages of other origins may send and read, where a deployment or a local run allows them
 * at all. Tokens go in a header, never in a cookie, so no page is let in by what the browser has.
 */
public final class Cors {

    public static final List<String> REQUEST_HEADERS =
            List.of(
                    "Authorization",
                    "Content-Type",
                    RequestHeaders.IDEMPOTENCY_KEY,
                    RequestHeaders.IF_MATCH,
                    RequestHeaders.IF_NONE_MATCH,
                    RequestHeaders.CORRELATION_ID);

    public static final List<String> RESPONSE_HEADERS =
            List.of(
                    "ETag",
                    "Idempotent-Replayed",
                    "Link",
                    "Location",
                    "Retry-After",
                    RequestHeaders.CORRELATION_ID);

    /** What may be asked for changes with a deployment. */
    public static final Duration PREFLIGHT_KEPT = Duration.ofDays(1);

    private static final Pattern ORIGIN =
            Pattern.compile(
                    "(https?)://([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");

    private static final int PORT_MAX = 65_535;

    private Cors() {}

    /** The methods of all routes, and HEAD. */
    public static List<String> methods() {
        return Stream.concat(
                        Routes.TABLE.routes().stream().map(Route::method).distinct().sorted(),
                        Stream.of("HEAD"))
                .toList();
    }

    /**
     * An origin as browsers send it: in lower case and without the scheme's own port. Nothing where
     * the text is none, such as one with a path or a {@code *}.
     */
    public static Optional<String> origin(String text) {
        Matcher parts = ORIGIN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        String bare = parts.group(1) + "://" + parts.group(2);
        if (parts.group(3) == null) {
            return Optional.of(bare);
        }
        int port = Integer.parseInt(parts.group(3));
        int ownPort = parts.group(1).equals("http") ? 80 : 443;
        if (port < 1 || port > PORT_MAX) {
            return Optional.empty();
        }
        return Optional.of(port == ownPort ? bare : bare + ":" + port);
    }
}
