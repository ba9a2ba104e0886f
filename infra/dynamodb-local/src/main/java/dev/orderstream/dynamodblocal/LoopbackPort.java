package dev.orderstream.dynamodblocal;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names of a port on this machine, by which a server tells its own clients from web pages.
 *
 * <p>A browser sends the name that a page was loaded from as {@code Host}. So a page of another
 * name that resolves to this machine (DNS rebinding) is recognised by its {@code Host}, and a page
 * that calls this machine from elsewhere by its {@code Origin}.
 *
 * @param port that the server listens on
 */
public record LoopbackPort(int port) {

    private static final List<String> NAMES = List.of("127.0.0.1", "localhost", "[::1]");

    /** A client leaves this one out. */
    private static final int HTTP_PORT = 80;

    /** True if the request has one {@code Host} header, and it names this port. */
    public boolean isHost(List<String> headers) {
        return headers.size() == 1 && isAuthority(headers.getFirst());
    }

    /**
     * True if host and port of a request's target name this port.
     *
     * @param targetPort 0 or less where the target has none
     */
    public boolean isHost(@Nullable String host, int targetPort) {
        return host != null
                && NAMES.contains(host.toLowerCase(Locale.ROOT))
                && (targetPort <= 0 ? HTTP_PORT : targetPort) == port;
    }

    /** True if a page of this origin was loaded from this very port. */
    public boolean isOrigin(String origin) {
        String scheme = "http://";
        return origin.regionMatches(true, 0, scheme, 0, scheme.length())
                && isAuthority(origin.substring(scheme.length()));
    }

    private boolean isAuthority(String text) {
        String authority = text.toLowerCase(Locale.ROOT);
        return NAMES.stream()
                .anyMatch(name ->
                        authority.equals(name + ":" + port)
                                || (port == HTTP_PORT && authority.equals(name)));
    }
}
