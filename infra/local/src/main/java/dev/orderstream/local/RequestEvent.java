package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import dev.orderstream.http.RequestHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request in API Gateway's payload format 2.0: the event that a function behind an HTTP API gets.
 */
final class RequestEvent {

    private static final String ACCOUNT_ID = "000000000000";
    private static final String API_ID = "local";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /**
     * Headers of the connection, not of the request: they end at the gateway. A cookie goes into
     * {@code cookies}.
     */
    private static final Set<String> NOT_PASSED_ON =
            Set.of(
                    "connection",
                    "content-length",
                    "cookie",
                    "expect",
                    "keep-alive",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private RequestEvent() {}

    static APIGatewayV2HTTPEvent of(
            Request request,
            String path,
            String stage,
            GatewayRoutes.Target target,
            RequestBody body,
            String requestId,
            Instant now)
            throws RefusedRequestException {
        String query = request.getHttpURI().getQuery();
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setVersion("2.0");
        event.setRouteKey(target.routeKey());
        event.setRawPath(path);
        event.setRawQueryString(query == null ? "" : query);
        event.setCookies(nullIfEmpty(cookies(request)));
        event.setHeaders(headers(request, body, requestId, now));
        event.setQueryStringParameters(nullIfEmpty(parameters(query == null ? "" : query)));
        event.setPathParameters(nullIfEmpty(target.pathParameters()));
        event.setBody(body.text());
        event.setIsBase64Encoded(body.base64());
        event.setRequestContext(context(request, path, stage, target, requestId, now));
        return event;
    }

    /** A query that can't be decoded is for the function to refuse, which reads the raw one. */
    private static Map<String, String> parameters(String query) {
        try {
            return PercentDecoding.query(query);
        } catch (RefusedRequestException undecodable) {
            return Map.of();
        }
    }

    private static RequestContext context(
            Request request,
            String path,
            String stage,
            GatewayRoutes.Target target,
            String requestId,
            Instant now) {
        String domainName = Request.getServerName(request);
        return RequestContext.builder()
                .withAccountId(ACCOUNT_ID)
                .withApiId(API_ID)
                .withDomainName(domainName)
                .withDomainPrefix(domainName.split("\\.", 2)[0])
                .withHttp(
                        RequestContext.Http.builder()
                                .withMethod(request.getMethod())
                                .withPath(path)
                                .withProtocol(request.getConnectionMetaData().getProtocol())
                                .withSourceIp(Request.getRemoteAddr(request))
                                .withUserAgent(request.getHeaders().get(HttpHeader.USER_AGENT))
                                .build())
                .withRequestId(requestId)
                .withRouteKey(target.routeKey())
                .withStage(stage)
                .withTime(TIME.format(now))
                .withTimeEpoch(now.toEpochMilli())
                .build();
    }

    /**
     * API Gateway joins the values of a repeated header by a comma, which such a value may contain:
     * a function can't tell two keys from one. Here, that mistake of a client is refused.
     */
    private static void refuseRepeated(Request request) throws RefusedRequestException {
        for (String name : List.of(RequestHeaders.IDEMPOTENCY_KEY, RequestHeaders.CORRELATION_ID)) {
            if (request.getHeaders().getFields(name).size() > 1) {
                throw new RefusedRequestException(
                        GatewayProblem.invalid(name + ": expected once. Send one value."));
            }
        }
    }

    /** The server takes {@code chunked} off and leaves every other coding as it came. */
    private static void refuseTransferCodings(Request request) throws RefusedRequestException {
        for (String coding : request.getHeaders().getCSV(HttpHeader.TRANSFER_ENCODING, false)) {
            if (!HttpHeaderValue.CHUNKED.is(coding)) {
                throw new RefusedRequestException(
                        GatewayProblem.malformed("The transfer encoding is not known."));
            }
        }
    }

    private static Map<String, String> headers(
            Request request, RequestBody body, String requestId, Instant now)
            throws RefusedRequestException {
        refuseRepeated(request);
        refuseTransferCodings(request);
        Map<String, String> headers = new TreeMap<>();
        for (HttpField field : request.getHeaders()) {
            String name = field.getLowerCaseName();
            if (!NOT_PASSED_ON.contains(name)) {
                String value = field.getValue();
                headers.merge(
                        name, value == null ? "" : value, (first, next) -> first + "," + next);
            }
        }
        headers.put("content-length", Integer.toString(body.lengthBytes()));
        headers.put("host", request.getHttpURI().getAuthority());
        headers.merge(
                "x-forwarded-for",
                Request.getRemoteAddr(request),
                (first, next) -> first + ", " + next);
        headers.put("x-forwarded-port", Integer.toString(Request.getLocalPort(request)));
        headers.put("x-forwarded-proto", "http");
        headers.putIfAbsent("x-amzn-trace-id", traceId(requestId, now));
        return headers;
    }

    private static String traceId(String requestId, Instant now) {
        return "Root=1-%08x-%s"
                .formatted(now.getEpochSecond(), requestId.replace("-", "").substring(0, 24));
    }

    private static List<String> cookies(Request request) {
        List<String> cookies = new ArrayList<>();
        for (String header : request.getHeaders().getValuesList(HttpHeader.COOKIE)) {
            for (String cookie : header.split(";", -1)) {
                if (!cookie.isBlank()) {
                    cookies.add(cookie.strip());
                }
            }
        }
        return cookies;
    }

    /** AWS leaves out what is empty. */
    private static @Nullable List<String> nullIfEmpty(List<String> values) {
        return values.isEmpty() ? null : values;
    }

    private static @Nullable Map<String, String> nullIfEmpty(Map<String, String> values) {
        return values.isEmpty() ? null : values;
    }
}
