package dev.orderstream.local.openapi;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderstream.local.openapi.FuzzedRequest.Expected;
import dev.orderstream.local.openapi.ValidRequests.Made;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Requests of which hardly anything is right. */
final class WildRequests {

    private static final int BODY_CHARACTERS_MAX = 200_000;
    private static final int NUMBER_DIGITS = 100_000;

    private static final List<String> PIECES =
            List.of(
                    "/",
                    "//",
                    ".",
                    "..",
                    "%2e",
                    "%2F",
                    "%5C",
                    "\\",
                    "%25",
                    "%00",
                    "%0a",
                    "%",
                    "?",
                    "&",
                    "=",
                    ";",
                    ":",
                    "@",
                    "*",
                    "+",
                    "~",
                    "%c3%a9",
                    "%ff",
                    "\u00E9",
                    "api",
                    "v1",
                    "orders",
                    "search",
                    "items",
                    "customers",
                    "products",
                    "stock",
                    "docs",
                    "history",
                    "health",
                    "projections",
                    "openapi",
                    "_",
                    "-",
                    "1",
                    "c-1",
                    "/api/v1",
                    "http://",
                    "localhost");

    private static final List<String> HEADERS =
            List.of(
                    "Accept",
                    "Accept-Language",
                    "Authorization",
                    "Cookie",
                    "Content-Type",
                    "Content-Encoding",
                    "Content-MD5",
                    "Forwarded",
                    "If-Match",
                    "If-None-Match",
                    "If-Modified-Since",
                    "Idempotency-Key",
                    "Origin",
                    "Pragma",
                    "Range",
                    "Referer",
                    "TE",
                    "Trailer",
                    "User-Agent",
                    "Via",
                    "X-Amzn-Trace-Id",
                    "X-Correlation-Id",
                    "X-Forwarded-For",
                    "X-HTTP-Method-Override",
                    "X-Original-URL",
                    "X");

    private final RandomGenerator random;

    WildRequests(RandomGenerator random) {
        this.random = random;
    }

    FuzzedRequest of(Made made) {
        FuzzedRequest request = made.request();
        if (!made.operation().hasBody()) {
            return odd(request);
        }
        FuzzedRequest wild =
                random.nextInt(4) == 0
                        ? odd(request)
                        : withBody(made.json() == null ? request.body("{}") : request);
        return made.json() == null && wild.hasBody()
                ? wild.without("Content-Type").header("Content-Type: application/json")
                : wild;
    }

    private FuzzedRequest withBody(FuzzedRequest request) {
        int levels = random.nextInt(33, BODY_CHARACTERS_MAX / 8);
        return switch (random.nextInt(9)) {
            case 0 -> refused(request.body(bytes(random.nextInt(1, 2_000))), "any bytes");
            case 1 -> refused(request.body("[".repeat(levels)), "deep arrays");
            case 2 ->
                    refused(
                            request.body("{\"items\":".repeat(levels) + "1" + "}".repeat(levels)),
                            "deep objects");
            case 3 -> refused(request.body("9".repeat(NUMBER_DIGITS)), "a long number");
            case 4 ->
                    refused(
                            request.body("{\"quantity\": %s}".formatted("1".repeat(NUMBER_DIGITS))),
                            "a member that is a long number");
            case 5 ->
                    refused(
                            request.body("{\"%s\": 1}".formatted("n".repeat(BODY_CHARACTERS_MAX))),
                            "a long name");
            case 6 -> {
                Charset charset = one(List.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32")));
                yield refused(
                        request.body(new String(request.bodyBytes(), UTF_8).getBytes(charset)),
                        charset.name());
            }
            case 7 ->
                    refused(
                            request.body(
                                    one(
                                            List.of(
                                                    "NaN",
                                                    "true",
                                                    "\"x\"",
                                                    "1",
                                                    "[]",
                                                    "{",
                                                    "}",
                                                    "\uFEFF\uFEFF{}",
                                                    "{}{}",
                                                    "{},",
                                                    "<a/>",
                                                    "a=b",
                                                    "\0",
                                                    " ",
                                                    "{\"\":{}}",
                                                    "{\"a\":1,\"a\":1}"))),
                            "hardly JSON");
            default ->
                    refused(
                                    request.body(shuffled(request.bodyBytes())),
                                    "a body with bytes changed")
                            .expecting(Expected.ANYTHING, "");
        };
    }

    private FuzzedRequest odd(FuzzedRequest request) {
        return switch (random.nextInt(7)) {
            case 0 -> anything(request.path("/" + text(PIECES, 12)), "any path");
            case 1 ->
                    anything(
                            request.query(List.of(text(PIECES, 20), text(PIECES, 5))), "any query");
            case 2 -> {
                List<String> query = new ArrayList<>();
                for (int i = 0; i < 500; i++) {
                    query.add("p" + i + "=1");
                }
                yield refused(request.query(query), "many parameters");
            }
            case 3 ->
                    anything(
                            request.header("X: " + "y".repeat(random.nextInt(8_000, 12_000))),
                            "a long header");
            case 4 -> {
                FuzzedRequest many = request;
                for (int i = 0; i < 150; i++) {
                    many = many.header("X-%d: %s".formatted(i, i % 7 == 0 ? "" : "y"));
                }
                yield anything(many, "many headers");
            }
            case 5 -> {
                FuzzedRequest wild = request;
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    wild = wild.header(one(HEADERS) + ": " + headerValue());
                }
                yield anything(wild, "any headers");
            }
            default ->
                    anything(
                            request.method(
                                    one(List.of("A", "GETT", "M-SEARCH", "DELETE", "PUT", "POST"))),
                            "any method");
        };
    }

    /** What may stand in a header: visible, white space within, or beyond ASCII. */
    private String headerValue() {
        StringBuilder value = new StringBuilder("v");
        for (int i = random.nextInt(40); i > 0; i--) {
            int c = random.nextInt(0x20, 0x100);
            value.append(c == 0x7F ? '\t' : (char) c);
        }
        return value.toString();
    }

    private String text(List<String> pieces, int max) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            text.append(one(pieces));
        }
        return text.toString();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] shuffled(byte[] body) {
        byte[] bytes = body.clone();
        for (int i = random.nextInt(1, 4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static FuzzedRequest refused(FuzzedRequest request, String how) {
        return request.expecting(Expected.REFUSED, how);
    }

    private static FuzzedRequest anything(FuzzedRequest request, String how) {
        return request.expecting(Expected.ANYTHING, how);
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
