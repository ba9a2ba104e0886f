package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Reads API Gateway's event into a call, or refuses it: unknown path, wrong method, no token, scope
 * missing, body too large or not JSON.
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
        String full = exchange.path();
        String path = withoutPrefix(withoutPrefix(full, stagePrefix(event)), Routes.PREFIX);
        RouteTable.Match.Found found = route(exchange.method(), path);
        String prefix = full.substring(0, full.length() - path.length());
        log.routed(found, prefix);
        Principal principal = authentication.principal(event, found.route());
        principal.require(found.route().scope());
        Headers headers = Headers.of(event.getHeaders());
        RequestHeaders.correlationId(headers);
        String mediaType = found.route().mediaType();
        if (!takes(headers.find("accept").orElse(""), mediaType)) {
            throw Problem.of(
                            ProblemType.NOT_ACCEPTABLE,
                            "Accept %s, or anything.".formatted(mediaType))
                    .asException();
        }
        HttpCall call =
                new HttpCall(
                        found.route(),
                        found.variables(),
                        QueryParameters.parse(event.getRawQueryString()),
                        headers,
                        body(event, headers),
                        principal,
                        exchange.instance(),
                        prefix,
                        exchange.requestId(),
                        exchange.correlationId());
        return new RoutedEvent(call, Paths.encoded(Paths.segments(path)));
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

    /** A named stage stands before the path; the default one does not. */
    private static String stagePrefix(APIGatewayV2HTTPEvent event) {
        String stage = event.getRequestContext().getStage();
        return stage == null || stage.equals("$default") ? "" : "/" + stage;
    }

    private static String withoutPrefix(String path, String prefix) {
        boolean has = !prefix.isEmpty() && path.startsWith(prefix + "/");
        return has ? path.substring(prefix.length()) : path;
    }

    private static ByteBuffer body(APIGatewayV2HTTPEvent event, Headers headers) {
        byte[] body = bytes(event);
        if (body.length > BODY_BYTES_MAX) {
            throw Problem.of(ProblemType.TOO_LARGE, "Send at most 256 KB.").asException();
        }
        if (body.length > 0
                && !(isJson(headers.find("content-type").orElse(""))
                        && headers.find("content-encoding")
                                .orElse("identity")
                                .equals("identity"))) {
            throw Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Send Content-Type: application/json, uncompressed.")
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

    /** True where the media type is among what the caller takes; no header takes anything. */
    private static boolean takes(String accept, String mediaType) {
        return accept.isBlank()
                || Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
                        .anyMatch(range -> isIn(range, mediaType));
    }

    private static boolean isIn(String range, String mediaType) {
        String[] parts = range.split(";", -1);
        boolean none =
                Arrays.stream(parts)
                        .skip(1)
                        .anyMatch(part -> part.strip().matches("q\\s*=\\s*0(\\.0*)?"));
        String family = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
        return !none && List.of("*/*", family, mediaType).contains(parts[0].strip());
    }
}
