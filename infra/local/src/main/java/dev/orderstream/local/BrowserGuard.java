package dev.orderstream.local;

import dev.orderstream.dynamodblocal.LoopbackPort;
import dev.orderstream.http.Cors;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps web pages from elsewhere away from the gateway, ahead of routes, tokens and throttling: a
 * request for another host is 421 (a page that was loaded by a name which then resolves to this
 * machine), one with a foreign {@code Origin} 403. Origins that the run allows get the answers of
 * CORS that API Gateway gives.
 *
 * <p>A page may still send a GET without an {@code Origin}, as for a picture. It can't read the
 * answer, and a GET has no effect.
 */
final class BrowserGuard extends Handler.Wrapper {

    private final Set<String> origins;

    /**
     * A guard in front of a handler.
     *
     * @param origins of pages that may call, as browsers send them
     */
    BrowserGuard(Set<String> origins, Handler guarded) {
        super(guarded);
        this.origins = Set.copyOf(origins);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!origins.isEmpty()) {
            response.getHeaders().add(HttpHeader.VARY, HttpHeader.ORIGIN.asString());
        }
        LoopbackPort own = new LoopbackPort(Request.getLocalPort(request));
        if (!isForThisHost(request, own)) {
            return refuse(GatewayProblem.misdirected(own.port()), request, response, callback);
        }
        List<String> sent = values(request, HttpHeader.ORIGIN);
        if (sent.isEmpty()) {
            return super.handle(request, response, callback);
        }
        String origin = sent.size() == 1 ? sent.getFirst().toLowerCase(Locale.ROOT) : "";
        if (origins.contains(origin)) {
            return share(origin, request, response, callback);
        }
        return own.isOrigin(origin)
                ? super.handle(request, response, callback)
                : refuse(GatewayProblem.foreignOrigin(), request, response, callback);
    }

    /** By the header and, where the request line names a host, by that one as well. */
    private static boolean isForThisHost(Request request, LoopbackPort own) {
        return own.isHost(values(request, HttpHeader.HOST))
                && own.isHost(request.getHttpURI().getHost(), request.getHttpURI().getPort());
    }

    private boolean share(String origin, Request request, Response response, Callback callback)
            throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, list(Cors.RESPONSE_HEADERS));
        if (!HttpMethod.OPTIONS.is(request.getMethod())
                || !request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD)) {
            return super.handle(request, response, callback);
        }
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, list(Cors.methods()));
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, list(Cors.REQUEST_HEADERS));
        headers.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, Cors.PREFLIGHT_KEPT.toSeconds());
        GatewayAnswer.of(
                        HttpStatus.NO_CONTENT_204,
                        HttpFields.build(),
                        new byte[0],
                        UUID.randomUUID().toString())
                .write(request, response, callback);
        return true;
    }

    private static boolean refuse(
            GatewayProblem problem, Request request, Response response, Callback callback) {
        GatewayHandler.refused(request, problem, UUID.randomUUID().toString())
                .write(request, response, callback);
        return true;
    }

    /** One for each line; a line without a value has an empty one. */
    private static List<String> values(Request request, HttpHeader header) {
        return request.getHeaders().getFields(header).stream()
                .map(field -> field.getValue() == null ? "" : field.getValue())
                .toList();
    }

    private static String list(List<String> values) {
        return String.join(",", values);
    }
}
