package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpTokens;
import org.jspecify.annotations.Nullable;

/** A function's response (payload format 2.0) as an answer. */
final class FunctionAnswer {

    /** The connection's headers, which are the gateway's business, not a function's. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "keep-alive", "server", "trailer", "transfer-encoding", "upgrade");

    private FunctionAnswer() {}

    /**
     * Reads the response.
     *
     * @throws IllegalArgumentException where API Gateway would not take it either and answer 500
     */
    static GatewayAnswer of(
            @Nullable APIGatewayV2HTTPResponse response, String method, String requestId) {
        if (response == null) {
            throw new IllegalArgumentException("expected a response, got null");
        }
        int status = response.getStatusCode();
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException(
                    "expected a status code of 200 to 599, got " + status);
        }
        byte[] body = body(response);
        HttpFields.Mutable headers = headers(response);
        if (body.length > 0 || !HttpMethod.HEAD.is(method)) {
            headers.remove(HttpHeader.CONTENT_LENGTH);
        }
        if (body.length > 0 && !headers.contains(HttpHeader.CONTENT_TYPE)) {
            headers.put(HttpHeader.CONTENT_TYPE, "text/plain;charset=UTF-8");
        }
        return GatewayAnswer.of(status, headers, body, requestId);
    }

    private static byte[] body(APIGatewayV2HTTPResponse response) {
        String body = response.getBody();
        if (body == null) {
            return new byte[0];
        }
        return response.getIsBase64Encoded()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }

    private static HttpFields.Mutable headers(APIGatewayV2HTTPResponse response) {
        HttpFields.Mutable headers = HttpFields.build();
        Map<String, String> single = response.getHeaders();
        if (single != null) {
            single.forEach((name, value) -> add(headers, name, value));
        }
        Map<String, List<String>> multiple = response.getMultiValueHeaders();
        if (multiple != null) {
            multiple.keySet().forEach(headers::remove);
            multiple.forEach((name, values) -> {
                if (values != null) {
                    values.forEach(value -> add(headers, name, value));
                }
            });
        }
        List<String> cookies = response.getCookies();
        if (cookies != null) {
            cookies.forEach(cookie -> add(headers, "Set-Cookie", cookie));
        }
        return headers;
    }

    private static void add(HttpFields.Mutable headers, String name, @Nullable String value) {
        if (value == null || NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        if (name.isEmpty() || !name.chars().allMatch(FunctionAnswer::isTokenCharacter)) {
            throw new IllegalArgumentException("expected a header's name, got \"" + name + "\"");
        }
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException(
                    "expected a value of one line for the header " + name);
        }
        headers.add(new HttpField(name, value));
    }

    private static boolean isTokenCharacter(int c) {
        return c < 128
                && HttpTokens.getToken((char) c) != null
                && HttpTokens.getToken((char) c).isRfc2616Token();
    }
}
