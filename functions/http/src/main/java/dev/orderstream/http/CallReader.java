package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;

/**
 * Reads API Gateway's event into a call, or refuses it: unknown path, wrong method, no token, scope
 * missing, a header or a body that the route does not read, body too large or not JSON.
 */
final class CallReader {

    private static final int BODY_BYTES_MAX = 256 * 1024;

    private final Route.Target target;
    private final RouteTable routes;
    private final Authentication authentication;

    CallReader(Route.Target target, RouteTable routes, Authentication authentication) {
        this.target = target;
        this.routes = routes;
        this.authentication = authentication;
    }

    /**
     * @throws ProblemException where the request ends here
     */
    RoutedEvent read(APIGatewayV2HTTPEvent event, Exchange exchange, RequestLog log) {
        RequestPath path = RequestPath.of(event, exchange.path());
        RouteTable.Match.Found found = route(exchange.method(), path.own());
        String prefix = path.encodedPrefix();
        log.routed(found, prefix);
        Principal principal = authentication.principal(event, found.route());
        principal.require(found.route().scope());
        Headers headers = Headers.of(event.getHeaders());
        RequestRules.check(found.route(), headers);
        Acceptable.check(headers, found.route().mediaType());
        HttpCall call =
                new HttpCall(
                        found.route(),
                        found.variables(),
                        QueryParameters.parse(event.getRawQueryString()),
                        headers,
                        body(event, found.route(), headers),
                        principal,
                        exchange.instance(),
                        prefix,
                        exchange.requestId(),
                        exchange.correlationId());
        return new RoutedEvent(call, Paths.encoded(Paths.segments(path.own())));
    }

    private RouteTable.Match.Found route(String method, String path) {
        return switch (routes.find(method, path)) {
            case RouteTable.Match.Found found when found.route().target() == target -> found;
            case RouteTable.Match.Found found -> throw notFound();
            case RouteTable.Match.Unknown() -> throw notFound();
            case RouteTable.Match.WrongMethod(var allowed) -> {
                String methods = String.join(", ", allowed);
                throw Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Known here: " + methods + ".")
                        .withHeader("Allow", methods)
                        .asException();
            }
        };
    }

    private static ProblemException notFound() {
        return Problem.of(ProblemType.NOT_FOUND, "No resource has this path.").asException();
    }

    private static ByteBuffer body(APIGatewayV2HTTPEvent event, Route route, Headers headers) {
        byte[] body = bytes(event);
        if (body.length > 0 && !route.reads(Route.Input.BODY)) {
            throw Problem.of(
                            ProblemType.MALFORMED_REQUEST,
                            "This request takes no body. Send it without one.")
                    .asException();
        }
        if (body.length > BODY_BYTES_MAX) {
            throw Problem.of(ProblemType.TOO_LARGE, "Send at most 256 KB.").asException();
        }
        if (body.length > 0
                && !(isJson(headers.find("content-type").orElse(""))
                        && headers.find("content-encoding")
                                .orElse("identity")
                                .strip()
                                .equalsIgnoreCase("identity"))) {
            throw Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Send Content-Type: application/json, uncompressed.")
                    .withHeader("Accept-Encoding", "identity")
                    .asException();
        }
        return ByteBuffer.wrap(body).asReadOnlyBuffer();
    }

    private static byte[] bytes(APIGatewayV2HTTPEvent event) {
        String body = Objects.requireNonNullElse(event.getBody(), "");
        if (!event.getIsBase64Encoded()) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body is not what Base64 encodes.")
                    .asException();
        }
    }

    private static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            boolean charset = parameter[0].strip().equals("charset");
            if (charset
                    && !parameter[parameter.length - 1].replace("\"", "").strip().equals("utf-8")) {
                return false;
            }
        }
        return parts[0].strip().equals(Route.JSON);
    }
}
