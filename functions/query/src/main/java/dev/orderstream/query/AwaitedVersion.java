package dev.orderstream.query;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.QueryParameters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query parameters of a wait for a write. */
public final class AwaitedVersion {

    public static final String EXPECTED_VERSION = "expected_version";
    public static final String STREAM_ID = "stream_id";
    public static final String TIMEOUT = "timeout";

    public static final int STREAM_ID_CHARACTERS_MAX = 100;
    public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(5);
    public static final BigDecimal TIMEOUT_SECONDS_MAX = BigDecimal.valueOf(20);

    private AwaitedVersion() {}

    /**
     * Of a query whose path implies the stream; naming it as well is allowed.
     *
     * @throws ProblemException 400 where the parameters don't go together
     */
    public static @Nullable Awaited of(QueryParameters query, StreamId implied) {
        return implied(query, implied.toString())
                .map(version -> new Awaited(implied, version, timeout(query)))
                .orElse(null);
    }

    /**
     * Whether a query waits whose path implies a stream that can't exist, by its name.
     *
     * @throws ProblemException 400 where the parameters don't go together
     */
    static boolean isGiven(QueryParameters query, String implied) {
        Optional<Integer> version = implied(query, implied);
        timeout(query);
        return version.isPresent();
    }

    private static Optional<Integer> implied(QueryParameters query, String implied) {
        if (query.find(STREAM_ID).filter(name -> !name.equals(implied)).isPresent()) {
            throw QueryParameters.invalid(
                    STREAM_ID, "stream_id: expected the stream of the path, or none.");
        }
        return version(query);
    }

    /**
     * Of a list, where the stream is named.
     *
     * @throws ProblemException 400 where the parameters don't go together
     */
    static @Nullable Awaited ofList(QueryParameters query) {
        Optional<String> named = query.find(STREAM_ID);
        Optional<Integer> version = version(query);
        if (named.isPresent() != version.isPresent()) {
            throw QueryParameters.invalid(
                    named.isPresent() ? STREAM_ID : EXPECTED_VERSION,
                    "expected_version and stream_id: expected both or none.");
        }
        return version.map(
                        number -> new Awaited(stream(named.orElseThrow()), number, timeout(query)))
                .orElse(null);
    }

    private static Optional<Integer> version(QueryParameters query) {
        Optional<Integer> version = query.integer(EXPECTED_VERSION, 1, Integer.MAX_VALUE);
        if (version.isEmpty() && query.find(TIMEOUT).isPresent()) {
            throw QueryParameters.invalid(TIMEOUT, "timeout: expected only with expected_version.");
        }
        return version;
    }

    private static StreamId stream(String text) {
        try {
            if (text.length() <= STREAM_ID_CHARACTERS_MAX) {
                return StreamId.parse(text);
            }
        } catch (IllegalArgumentException e) {
            // Refused below.
        }
        throw QueryParameters.invalid(
                STREAM_ID, "stream_id: expected the stream_id of a command's response.");
    }

    private static Duration timeout(QueryParameters query) {
        return query.find(TIMEOUT).map(AwaitedVersion::seconds).orElse(TIMEOUT_DEFAULT);
    }

    private static Duration seconds(String text) {
        // A bounded text: the fraction is cut to whole milliseconds.
        if (text.matches("[0-9]{1,2}(\\.[0-9]{1,18})?")) {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.compareTo(TIMEOUT_SECONDS_MAX) <= 0) {
                return Duration.ofMillis(seconds.movePointRight(3).longValue());
            }
        }
        throw QueryParameters.invalid(
                TIMEOUT, "timeout: expected 0 to 20 seconds, decimals allowed.");
    }
}
