package dev.orderstream.local.openapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderstream.local.openapi.BodyVariations.Variation;
import dev.orderstream.local.openapi.DescribedOperation.Parameter;
import dev.orderstream.local.openapi.FuzzedRequest.Expected;
import dev.orderstream.local.openapi.ValidRequests.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Valid requests with one thing wrong, or odd at least. */
final class NearlyValidRequests {

    /** Stands in a body for what no JSON writer writes. */
    private static final String RAW = "~raw~";

    /** Values that no member anywhere may have: wrong JSON, or wrong by every schema. */
    private static final List<String> WRONG_VALUES =
            List.of(
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "0x10",
                    "01",
                    "+1",
                    ".5",
                    "1.",
                    "1e",
                    "1e999999999999",
                    "9".repeat(41),
                    "0." + "0".repeat(40) + "1",
                    "7".repeat(100_000),
                    "'x'",
                    "undefined",
                    "True",
                    "\"\\x41\"",
                    "\"\\u00g0\"",
                    "\"a\nb\"",
                    "\"a\u0000b\"",
                    "\"",
                    "",
                    "1, \"unknown\": 1",
                    "\"x\", \"y\": \"z\"",
                    "[".repeat(40) + "]".repeat(40),
                    "{\"a\":".repeat(40) + "1" + "}".repeat(40),
                    "true",
                    "[]",
                    "{}",
                    "/* */ 1",
                    "\"a\" // b\n");

    /** Texts that no member may have. */
    private static final List<String> WRONG_TEXTS =
            List.of(
                    "\\ud83d",
                    "\\ude00\\ud83d",
                    "x\\udfff",
                    "x\\u0000",
                    "\\u0007x",
                    "x\\r\\nx",
                    "\\u007fx",
                    "\\u0085x",
                    "x\\u202ex",
                    "x\\u2066x",
                    "   ",
                    "\\u00a0\\u2003",
                    "",
                    "x".repeat(201));

    /** Values that some member may have, in one spelling or another. */
    private static final List<String> ODD_VALUES =
            List.of(
                    "null",
                    "-0",
                    "-0.0",
                    "1.0",
                    "1.00000",
                    "10e-1",
                    "0.1E1",
                    "1e400",
                    "1E-400",
                    "-1e2147483647",
                    "9e-2147483647",
                    "1e6",
                    "1e9",
                    "1000000000.00",
                    "0.00001",
                    "0.001",
                    "999999999.991",
                    "9223372036854775808",
                    "-2147483649",
                    "\"1e2\"",
                    "\"19.990\"",
                    "\"-0\"",
                    "\" 1\"",
                    "\"1 \"",
                    "\"1,5\"",
                    "\"١\"",
                    "\"NaN\"",
                    "\"a#b\"",
                    "\"a/b\"",
                    "\"../..\"",
                    "\"a%2Fb\"",
                    "\"%00\"",
                    "\"ORDER\"",
                    "\"zz\"",
                    "\"XAU\"",
                    "\"eur\"",
                    "\"pending\"",
                    "\"\u200e\u200f\u061c\"",
                    "\"\\u2028\"",
                    "\"\\ufeff\"",
                    "\"\uFFFE\uFFFF\"",
                    "\"${jndi:x}{{7*7}}\"",
                    "\"\\\\u0000\"");

    private static final List<String> WRONG_PARAMETERS =
            List.of("unknown=1", "=", "=x", "Q=x", "page%5B%5D=1", "x;y", "page_size%00=1", "%2");

    private static final List<String> ODD_PARAMETER_VALUES =
            List.of(
                    "",
                    "+",
                    "%20",
                    "%00",
                    "%zz",
                    "%",
                    "%C3",
                    "%ED%A0%80",
                    "%C0%AF",
                    "%E2%80%AEx",
                    "%0D%0AX-Forged:%201",
                    "x%23y",
                    "a%2Fb",
                    "0",
                    "-1",
                    "01",
                    "1.0",
                    "1e1",
                    "%2B1",
                    "99999999999999999999",
                    "%D9%A1",
                    "null",
                    "NaN",
                    "\u00E9",
                    "2026-02-30T00:00:00Z",
                    "2026-01-01T24:00:00Z",
                    "2026-01-01T00:00:60Z",
                    "0000-00-00T00:00:00Z",
                    "x".repeat(600));

    private static final List<String> WRONG_TYPES =
            List.of(
                    "text/plain",
                    "application/jsonp",
                    "application/json; charset=iso-8859-1",
                    "application/json, text/plain",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "application/*",
                    ";",
                    "");

    private static final List<String> ODD_ACCEPTS =
            List.of(
                    "*/*",
                    "application/*",
                    "application/json;q=0.001",
                    "text/html, */*;q=0.1",
                    ",,,",
                    "APPLICATION/JSON",
                    "*",
                    "a;b;c=\"",
                    "");

    private static final List<String> ODD_SEGMENTS =
            List.of(
                    "%2F",
                    "%23",
                    "%3F",
                    "%25",
                    "%252F",
                    "%2e%2e",
                    "..",
                    ".",
                    ";a=b",
                    "%20",
                    "+",
                    "%0D%0A",
                    "%7F",
                    "%C2%85",
                    "%E2%80%AE",
                    "%F0%9F%98%80",
                    "ORDER%23x",
                    "\u00C3\u00A9",
                    "{order_id}",
                    "*",
                    "a".repeat(65),
                    "a".repeat(3_000));

    /** What the gateway does not take for text. */
    private static final List<String> BROKEN_SEGMENTS =
            List.of("%00", "%", "%zz", "%C3", "%FF", "%C0%AF", "%ED%A0%80", "#x", "\u00FF");

    private static final List<String> WRONG_HEADERS =
            List.of(
                    "X-Correlation-Id: a b",
                    "X-Correlation-Id:",
                    "X-Correlation-Id: " + "x".repeat(129),
                    "X-Correlation-Id: \u00E9",
                    "X-Correlation-Id: a\r\nX-Correlation-Id: b c");

    private static final List<String> WRONG_KEYS =
            List.of("", "a b", "x".repeat(256), "\u00E9", "a\tb");

    private static final List<String> WRONG_TAGS =
            List.of("*", "1", "W/\"1\"", "\"1\", \"2\"", "\"a\"b\"", "\"", "", "\"a b\"");

    private static final List<String> ODD_TAGS =
            List.of(
                    "\"\"",
                    "\"0\"",
                    "\"01\"",
                    "\"-1\"",
                    "\"1-\"",
                    "\"1-ab12\"",
                    "\"99999999999999999999\"",
                    "\"9223372036854775807\"",
                    "\"\u00E9\"");

    private static final Pattern SEGMENT = Pattern.compile("(?<=/)[^/]+");

    private final ApiDescription api;
    private final RandomGenerator random;
    private final KnownThings things;
    private final FuzzedValues values;

    NearlyValidRequests(
            ApiDescription api, RandomGenerator random, KnownThings things, FuzzedValues values) {
        this.api = api;
        this.random = random;
        this.things = things;
        this.values = values;
    }

    FuzzedRequest of(Made made) {
        Optional<FuzzedRequest> changed = Optional.empty();
        while (changed.isEmpty()) {
            JsonNode json = made.json();
            changed =
                    json != null && random.nextInt(3) > 0
                            ? Optional.of(changedBody(made, json))
                            : changed(made);
        }
        return changed.get();
    }

    private FuzzedRequest changedBody(Made made, JsonNode json) {
        FuzzedRequest request = made.request();
        String text = json.toString();
        // Without a member there is no value to change.
        int change = json.isEmpty() ? 8 + random.nextInt(3) : random.nextInt(11);
        return switch (change) {
            case 0, 1, 2 -> variation(made, json);
            case 3, 4 -> withRaw(request, json, one(WRONG_VALUES), Expected.REFUSED);
            case 5 ->
                    random.nextInt(3) == 0
                            ? withAnyText(request, json)
                            : withRaw(
                                    request,
                                    json,
                                    "\"" + one(WRONG_TEXTS) + "\"",
                                    Expected.REFUSED);
            case 6, 7 -> withRaw(request, json, one(ODD_VALUES), Expected.ANYTHING);
            case 8 -> wrongDocument(request, text);
            case 9 ->
                    refused(
                            request.without("Content-Type")
                                    .header("Content-Type: " + one(WRONG_TYPES)),
                            "wrong content type");
            default ->
                    random.nextBoolean()
                            ? refused(request.header("Content-Encoding: gzip"), "content encoding")
                            : refused(
                                    request.body(
                                            text.replaceFirst("\\{", "{" + " ".repeat(262_144))),
                                    "too large");
        };
    }

    /** One value at a bound, or beyond it. */
    private FuzzedRequest variation(Made made, JsonNode json) {
        List<Variation> all = BodyVariations.of(api, made.operation().bodySchema(), json);
        Variation chosen = one(all);
        return made.request()
                .body(chosen.body().toString())
                // The bound of a price hangs on the currency, too.
                .expecting(
                        chosen.status() == 0 ? Expected.ANYTHING : Expected.REFUSED, chosen.what());
    }

    /** In place of one of the values, or beside it under the same name. */
    private FuzzedRequest withRaw(
            FuzzedRequest request, JsonNode json, String raw, Expected expected) {
        List<String> pointers = new ArrayList<>();
        leaves("", json, pointers);
        String pointer = one(pointers);
        boolean twice = random.nextInt(6) == 0 && !pointer.matches(".*/[0-9]+");
        JsonNode value = json.at(pointer);
        // There true is right.
        String wrong = raw.equals("true") && value.isBoolean() ? "1" : raw;
        String written =
                twice ? "%s, \"%s\": %s".formatted(value, lastName(pointer), value) : wrong;
        JsonNode changed = BodyVariations.with(json, pointer, RAW);
        return request.body(changed.toString().replace("\"" + RAW + "\"", written))
                .expecting(
                        twice ? Expected.REFUSED : expected,
                        pointer + (twice ? " twice" : " is " + brief(raw)));
    }

    private static String lastName(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private static String brief(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static void leaves(String pointer, JsonNode node, List<String> pointers) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member ->
                            leaves(pointer + "/" + member.getKey(), member.getValue(), pointers));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(pointer + "/" + i, node.get(i), pointers);
            }
        } else {
            pointers.add(pointer);
        }
    }

    private FuzzedRequest wrongDocument(FuzzedRequest request, String text) {
        return switch (random.nextInt(13)) {
            case 0 -> refused(request.body(text + text), "twice");
            case 1 -> refused(request.body(text + " x"), "something behind it");
            case 2 -> refused(request.body(text + "\0"), "NUL behind it");
            case 3 -> refused(request.body("[" + text + "]"), "in an array");
            case 4 -> refused(request.body("null"), "null");
            case 5 -> refused(request.body("\uFEFF\uFEFF" + text), "two byte order marks");
            case 6 -> refused(request.body(text.getBytes(UTF_16)), "UTF-16");
            case 7 -> refused(request.body((text + "\u00E9").getBytes(ISO_8859_1)), "Latin-1");
            case 8 ->
                    refused(
                            request.body(text.substring(0, random.nextInt(1, text.length()))),
                            "cut off");
            case 9 -> refused(request.body(text.replace('"', '\'')), "single quotes");
            case 10 -> refused(request.body(brokenByte(text)), "bytes that are no UTF-8");
            case 11 -> refused(request.body(text.replaceFirst("}$", ",}")), "comma too many");
            default ->
                    request.body(" \t\r\n" + text + " \n")
                            .without("Content-Type")
                            .header("Content-Type: Application/JSON; Charset=\"UTF-8\"")
                            .header("Transfer-Encoding: chunked")
                            .expecting(Expected.TAKEN, "white space around, chunked");
        };
    }

    private byte[] brokenByte(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0xF5, 0x100);
        return bytes;
    }

    /** Nothing, where the change does not go with this request. */
    private Optional<FuzzedRequest> changed(Made made) {
        FuzzedRequest request = made.request();
        DescribedOperation operation = made.operation();
        return switch (random.nextInt(13)) {
            case 0 -> Optional.of(refused(request.and(one(WRONG_PARAMETERS)), "wrong parameter"));
            case 1 -> repeated(request);
            case 2 -> beyond(made);
            case 3, 4 -> oddParameter(made);
            case 5 ->
                    Optional.of(
                            random.nextBoolean()
                                    ? refused(request.header("Accept: text/x-none"), "wrong Accept")
                                    : request.header("Accept: " + one(ODD_ACCEPTS))
                                            .expecting(Expected.ANYTHING, "odd Accept"));
            case 6 -> Optional.of(otherMethod(request));
            case 7, 8 -> oddPath(request);
            case 9 ->
                    Optional.of(
                            refused(
                                    request.without("X-Correlation-Id").header(one(WRONG_HEADERS)),
                                    "wrong correlation id"));
            case 10, 11 -> oddCommandHeader(operation, request);
            default -> otherWithKey();
        };
    }

    private Optional<FuzzedRequest> repeated(FuzzedRequest request) {
        return request.query().isEmpty()
                ? Optional.empty()
                : Optional.of(refused(request.and(one(request.query())), "parameter repeated"));
    }

    private Optional<FuzzedRequest> beyond(Made made) {
        List<Parameter> parameters = made.operation().parameters("query");
        if (parameters.isEmpty() || made.json() != null) {
            return Optional.empty();
        }
        Parameter parameter = one(parameters);
        List<String> values = parameter.beyond().toList();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String value = one(values).replace(" ", "%20");
        return Optional.of(refused(with(made.request(), parameter, value), "beyond a bound"));
    }

    private Optional<FuzzedRequest> oddParameter(Made made) {
        List<Parameter> parameters = made.operation().parameters("query");
        if (parameters.isEmpty()) {
            return Optional.empty();
        }
        Parameter parameter = one(parameters);
        String value = one(ODD_PARAMETER_VALUES);
        return Optional.of(
                with(made.request(), parameter, value)
                        .expecting(
                                made.json() == null ? Expected.ANYTHING : Expected.REFUSED,
                                parameter.name() + " is odd"));
    }

    /** With this value of a parameter; nothing is waited for long. */
    private static FuzzedRequest with(FuzzedRequest request, Parameter parameter, String value) {
        List<String> query = new ArrayList<>(request.query());
        query.removeIf(each -> each.startsWith(parameter.name() + "="));
        query.add(parameter.name() + "=" + value);
        if (parameter.name().equals("expected_version")
                && query.stream().noneMatch(each -> each.startsWith("timeout="))) {
            query.add("timeout=0.1");
        }
        return request.query(query);
    }

    private FuzzedRequest otherMethod(FuzzedRequest request) {
        String method =
                one(List.of("PATCH", "OPTIONS", "TRACE", "get", "Post", "PROPFIND", "X", "HEAD"));
        return request.method(method).expecting(Expected.ANYTHING, "method " + method);
    }

    private Optional<FuzzedRequest> oddPath(FuzzedRequest request) {
        String path = request.path();
        List<Integer> starts = new ArrayList<>();
        Matcher segments = SEGMENT.matcher(path);
        while (segments.find()) {
            starts.add(segments.start());
        }
        int start = one(starts);
        Matcher segment = SEGMENT.matcher(path);
        String old = segment.find(start) ? segment.group() : "";
        int at = start + random.nextInt(old.length() + 1);
        return Optional.of(
                switch (random.nextInt(7)) {
                    case 0 -> refused(request.path(path + "/"), "slash behind it");
                    case 1 -> refused(request.path("/" + path), "slash before it");
                    case 2 -> refused(request.path(insert(path, at, one(BROKEN_SEGMENTS))), "path");
                    case 3 ->
                            request.path(insert(path, at, one(ODD_SEGMENTS)))
                                    .expecting(Expected.ANYTHING, "odd path");
                    case 4 ->
                            request.path(
                                            path.substring(0, start)
                                                    + one(ODD_SEGMENTS)
                                                    + path.substring(start + old.length()))
                                    .expecting(Expected.ANYTHING, "odd segment");
                    case 5 ->
                            request.path(
                                            path.substring(0, start)
                                                    + encoded(old)
                                                    + path.substring(start + old.length()))
                                    .expecting(Expected.TAKEN, "percent-encoded without need");
                    default ->
                            request.path(path.toUpperCase(Locale.ROOT))
                                    .expecting(Expected.ANYTHING, "upper case");
                });
    }

    private static String insert(String text, int at, String more) {
        return text.substring(0, at) + more + text.substring(at);
    }

    private static String encoded(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : segment.getBytes(UTF_8)) {
            encoded.append("%%%02x".formatted(each & 0xFF));
        }
        return encoded.toString();
    }

    private Optional<FuzzedRequest> oddCommandHeader(
            DescribedOperation operation, FuzzedRequest request) {
        if (operation.method().equals("GET")) {
            return Optional.of(
                    request.header(
                                    "If-None-Match: "
                                            + one(random.nextBoolean() ? WRONG_TAGS : ODD_TAGS))
                            .expecting(Expected.ANYTHING, "odd If-None-Match"));
        }
        if (operation.parameters("header").stream()
                .noneMatch(header -> header.name().equals("Idempotency-Key"))) {
            return Optional.of(
                    refused(request.header("Idempotency-Key: k-1"), "key of no command"));
        }
        boolean opens =
                operation.parameters("header").stream()
                        .noneMatch(header -> header.name().equals("If-Match"));
        return Optional.of(
                switch (random.nextInt(4)) {
                    case 3 ->
                            refused(
                                    request.without("If-None-Match")
                                            .header("If-None-Match: " + one(ODD_TAGS)),
                                    "If-None-Match other than *");
                    case 0 ->
                            refused(
                                    request.without("Idempotency-Key")
                                            .header("Idempotency-Key: " + one(WRONG_KEYS)),
                                    "wrong key");
                    case 1 ->
                            refused(
                                    request.without("If-Match")
                                            .header("If-Match: " + one(WRONG_TAGS)),
                                    "wrong If-Match");
                    default ->
                            request.without("If-Match")
                                    .header("If-Match: " + one(ODD_TAGS))
                                    .expecting(
                                            opens ? Expected.REFUSED : Expected.ANYTHING,
                                            "odd If-Match");
                });
    }

    /** The key of a command, for something else to the same address. */
    private Optional<FuzzedRequest> otherWithKey() {
        FuzzedRequest known = things.withKey();
        return known == null || !known.hasBody()
                ? Optional.empty()
                : Optional.of(
                        known.body(
                                        new String(known.bodyBytes(), UTF_8)
                                                .replaceFirst("1", "2")
                                                .replaceFirst("x", "y"))
                                .expecting(Expected.ANYTHING, "key used for something else"));
    }

    private static FuzzedRequest refused(FuzzedRequest request, String how) {
        return request.expecting(Expected.REFUSED, how);
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** A text of any code points, for a member that takes texts. */
    private FuzzedRequest withAnyText(FuzzedRequest request, JsonNode json) {
        List<String> pointers = new ArrayList<>();
        leaves("", json, pointers);
        String pointer = one(pointers);
        String text = values.anyText(random.nextInt(1, 50));
        return request.body(BodyVariations.with(json, pointer, text).toString())
                .expecting(Expected.ANYTHING, pointer + " is any text");
    }
}
