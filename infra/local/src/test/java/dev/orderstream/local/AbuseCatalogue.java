package dev.orderstream.local;

import static dev.orderstream.local.Abuse.ORDER_ID;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every sort of wrong request that the API's contract names. */
final class AbuseCatalogue {

    /** Words that no log may have. */
    static final String NAME = "Xenophon Quillfeather";

    static final String STREET = "17 Zanzibar Crescent";

    static final String ITEM = "{\"product_id\":\"sku-1\",\"quantity\":2,\"unit_price\":\"12.60\"}";

    static final String ORDER =
            """
            {"customer_id":"c-1","items":[%s],"shipping_address":{"name":"%s","line1":"%s",\
            "city":"Berlin","country":"DE"}}\
            """
                    .formatted(ITEM, NAME, STREET);

    private static final String ORDERS = "/orders";
    private static final String ONE = "/orders/" + ORDER_ID;
    private static final String LIST = "/customers/c-1/orders";
    private static final String MALFORMED = "malformed-request";
    private static final String FORBIDDEN = "forbidden";
    private static final String PARAMETER = "invalid-parameter";

    private AbuseCatalogue() {}

    static List<Abuse> all() {
        return Stream.of(
                        bodiesThatAreNoObject(),
                        membersOfAnotherType(),
                        unknownMembers(),
                        valuesOutOfBounds(),
                        otherBodies(),
                        operators(),
                        mediaTypes(),
                        methodsAndPaths(),
                        parameters(),
                        headers())
                .flatMap(List::stream)
                .toList();
    }

    private static Abuse create(int status, String code, String body) {
        return Abuse.of("POST", ORDERS, status, code).json(body);
    }

    /** The order with one text in place of another. */
    private static String order(String part, String other) {
        if (!ORDER.contains(part)) {
            throw new IllegalArgumentException("no part of the order: " + part);
        }
        return ORDER.replace(part, other);
    }

    private static List<Abuse> bodiesThatAreNoObject() {
        List<Abuse> all = new ArrayList<>();
        for (String body :
                List.of(
                        "",
                        " ",
                        "null",
                        "[]",
                        "1",
                        "\"x\"",
                        "true",
                        ORDER + "x",
                        ORDER + ORDER,
                        ORDER + "\0",
                        "\uFEFF\uFEFF" + ORDER,
                        ORDER.substring(0, ORDER.length() - 1),
                        ORDER.substring(0, ORDER.length() - 1) + ",}",
                        ORDER.replace('"', '\''),
                        "/* */" + ORDER,
                        order("\"quantity\":2", "\"quantity\":2,\"quantity\":2"),
                        order("\"quantity\":2", "\"quantity\":2,\"quant\\u0069ty\":2"),
                        order("Berlin", "\\x41"),
                        order("Berlin", "a\nb"),
                        "{\"a\":".repeat(33) + "1" + "}".repeat(33),
                        "{\"items\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")) {
            all.add(create(400, MALFORMED, body).named("body " + body));
        }
        for (String number :
                List.of(
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "0x2",
                        "02",
                        "+2",
                        "2.",
                        ".5",
                        "1e",
                        "1e99999999999",
                        "1".repeat(41),
                        "1".repeat(100_000))) {
            all.add(
                    create(400, MALFORMED, order("\"quantity\":2", "\"quantity\":" + number))
                            .named("quantity " + number));
        }
        byte[] utf8 = ORDER.getBytes(StandardCharsets.UTF_8);
        byte[] noUtf8 = utf8.clone();
        noUtf8[ORDER.indexOf("Berlin")] = (byte) 0xFF;
        all.add(
                Abuse.of("POST", ORDERS, 400, MALFORMED)
                        .bytes(noUtf8)
                        .named("bytes that are no UTF-8"));
        all.add(
                Abuse.of("POST", ORDERS, 400, MALFORMED)
                        .bytes(ORDER.getBytes(StandardCharsets.UTF_16))
                        .named("UTF-16"));
        return all;
    }

    private static List<Abuse> membersOfAnotherType() {
        String items = "[" + ITEM + "]";
        return List.of(
                type("\"c-1\"", "1", "/customer_id"),
                type("\"c-1\"", "[\"c-1\"]", "/customer_id"),
                type("\"customer_id\"", "\"currency\":1,\"customer_id\"", "/currency"),
                type(items, "{}", "/items"),
                type(items, "[null]", "/items/0"),
                type(items, "[[]]", "/items/0"),
                type("\"quantity\":2", "\"quantity\":\"2\"", "/items/0/quantity"),
                type("\"quantity\":2", "\"quantity\":true", "/items/0/quantity"),
                type("\"12.60\"", "[]", "/items/0/unit_price"),
                type("\"12.60\"", "false", "/items/0/unit_price"),
                type("\"sku-1\"", "{}", "/items/0/product_id"),
                type("\"Berlin\"", "1", "/shipping_address/city"));
    }

    private static Abuse type(String part, String other, String pointer) {
        return create(400, MALFORMED, order(part, other)).pointing(pointer).named("type " + other);
    }

    private static List<Abuse> unknownMembers() {
        return List.of(
                unknown("\"customer_id\":", "\"customerId\":", "/customerId"),
                unknown("\"customer_id\":", "\"Customer_Id\":", "/Customer_Id"),
                unknown("{\"customer_id\"", "{\"__proto__\":{},\"customer_id\"", "/__proto__"),
                unknown("{\"customer_id\"", "{\"a/b\":null,\"customer_id\"", "/a~1b"),
                unknown("\"quantity\":2", "\"quantity\":2,\"line\":1", "/items/0/line"),
                unknown("\"line1\"", "\"zip\":1,\"line1\"", "/shipping_address/zip"));
    }

    private static Abuse unknown(String part, String other, String pointer) {
        return create(400, "unknown-field", order(part, other))
                .pointing(pointer)
                .named("unknown " + other);
    }

    private static List<Abuse> valuesOutOfBounds() {
        List<Abuse> all = new ArrayList<>();
        values(
                all,
                "\"quantity\":2",
                "\"quantity\":%s",
                "/items/0/quantity",
                "0",
                "-1",
                "1.5",
                "1000001",
                "1e40",
                "1e-40",
                "1e400000000",
                "9".repeat(40),
                "null");
        values(
                all,
                "\"12.60\"",
                "%s",
                "/items/0/unit_price",
                "12.601",
                "-0.01",
                "1000000000",
                "1e400000000",
                "1e-400000000",
                "\"\"",
                "\" 1\"",
                "\"1,5\"",
                "\"0x1\"",
                "\"NaN\"",
                "\"1e\"",
                "\"\u0661\"",
                "\"" + "1".repeat(41) + "\"");
        values(
                all,
                "\"c-1\"",
                "\"%s\"",
                "/customer_id",
                "",
                " ",
                "c#1",
                "c/1",
                "c|1",
                ".",
                "..",
                "c 1",
                "c-1\\n",
                "c\\u0000",
                "ü",
                "c".repeat(65));
        values(
                all,
                "\"sku-1\"",
                "\"%s\"",
                "/items/0/product_id",
                "",
                "p#1",
                "p/1",
                "p:1",
                ".",
                "..",
                "p".repeat(65));
        values(
                all,
                "\"customer_id\"",
                "\"currency\":\"%s\",\"customer_id\"",
                "/currency",
                "",
                "eur",
                "EURO",
                "ZZZ",
                "XXX",
                "XAU");
        String texts = "/shipping_address/";
        values(
                all,
                STREET,
                "%s",
                texts + "line1",
                "",
                "\\u3000 \\t",
                "a\\u0000b",
                "a\\r\\nb",
                "a\\u001b[31m",
                "a\u007fb",
                "a\u0085b",
                "a\u202eb",
                "a\u2066b",
                "a\\ud800b",
                "\u200b",
                "x".repeat(201));
        values(all, "Berlin", "%s", texts + "city", "", "x".repeat(101));
        values(all, NAME, "%s", texts + "name", " ", "x".repeat(201), "a\u202db");
        values(all, "\"DE\"", "\"%s\"", texts + "country", "", "de", "DEU", "XX", "UK");
        String items = "[" + ITEM + "]";
        values(
                all,
                items,
                "%s",
                "/items",
                "[]",
                "null",
                "[" + String.join(",", Collections.nCopies(51, ITEM)) + "]");
        values(
                all,
                "{\"name\":\""
                        + NAME
                        + "\",\"line1\":\""
                        + STREET
                        + "\",\"city\":\"Berlin\",\"country\":\"DE\"}",
                "%s",
                "/shipping_address",
                "null");
        all.add(
                create(
                                422,
                                "validation-failed",
                                order("{\"customer_id\"", "{\"currency\":\"JPY\",\"customer_id\""))
                        .pointing("/items/0/unit_price")
                        .named("decimals that the currency has not"));
        return all;
    }

    private static void values(
            List<Abuse> all, String part, String form, String pointer, String... values) {
        for (String value : values) {
            all.add(
                    create(422, "validation-failed", order(part, form.replace("%s", value)))
                            .pointing(pointer)
                            .named(pointer + " " + value));
        }
    }

    private static List<Abuse> otherBodies() {
        List<Abuse> all = new ArrayList<>();
        Map.of(
                        "{\"status\":\"pending\"}", "/status",
                        "{\"status\":\"SHIPPED\"}", "/status",
                        "{}", "/status",
                        "{\"status\":\"shipped\",\"reason\":\"x\"}", "/reason",
                        "{\"status\":\"cancelled\",\"carrier\":\"x\"}", "/carrier",
                        "{\"status\":\"delivered\",\"tracking_number\":\"x\"}", "/tracking_number",
                        "{\"status\":\"cancelled\",\"reason\":\" \"}", "/reason")
                .forEach(
                        (body, pointer) -> all.add(invalid("PUT", ONE + "/status", body, pointer)));
        all.add(
                Abuse.of("PUT", ONE + "/status", 409, "invalid-transition")
                        .json("{\"status\":\"delivered\"}"));
        all.add(invalid("PUT", "/customers/c-1", "{}", "/name"));
        all.add(invalid("PUT", "/customers/c-1", "{\"name\":\"a\\nb\"}", "/name"));
        for (String number : List.of("-1", "1000000001", "1.5", "1e30")) {
            all.add(
                    invalid(
                            "PUT",
                            "/products/p-1/stock",
                            "{\"available\":" + number + "}",
                            "/available"));
        }
        for (String number : List.of("0", "1000000001", "-1000000001", "0.5")) {
            all.add(
                    invalid(
                            "POST",
                            "/products/p-1/stock/adjustments",
                            "{\"delta\":" + number + "}",
                            "/delta"));
        }
        all.add(
                Abuse.of("POST", "/products/never/stock/adjustments", 404, "not-found")
                        .json("{\"delta\":1}"));
        all.add(Abuse.of("POST", ONE + "/items?quantity=1", 400, PARAMETER).json(ITEM));
        all.add(
                Abuse.of("POST", ONE + "/items", 400, MALFORMED)
                        .json(ITEM.replace("\"unit_price\"", "\"price\":1,\"unit_price\"")));
        all.add(Abuse.of("POST", ONE + "/items?product_id=p&quantity=x&price=1", 400, PARAMETER));
        all.add(
                Abuse.of(
                                "POST",
                                ONE + "/items?product_id=p&quantity=1&price=1&price=1",
                                400,
                                PARAMETER)
                        .pointing("price"));
        all.add(
                invalid(
                        "POST",
                        ONE + "/items?product_id=a%23b&quantity=1&price=1",
                        "",
                        "/product_id"));
        all.add(invalid("DELETE", ONE + "?reason=%0A", "", "/reason"));
        all.add(Abuse.of("DELETE", ONE, 400, MALFORMED).json("{}"));
        all.add(create(413, "too-large", " ".repeat(256 * 1024) + ORDER).named("257 KB"));
        return all;
    }

    private static Abuse invalid(String method, String target, String body, String pointer) {
        Abuse abuse = Abuse.of(method, target, 422, "validation-failed").pointing(pointer);
        return body.isEmpty() ? abuse : abuse.json(body).named(abuse.name() + " " + body);
    }

    private static List<Abuse> operators() {
        List<Abuse> all = new ArrayList<>();
        String nobody = "00000000-0000-4000-8000-000000000000";
        String stream = "/parked/Order-" + nobody;
        String verifications = "/projections/verifications";
        for (String target :
                List.of(
                        "/projections/rebuilds",
                        verifications,
                        "/operations/" + nobody + "/abort",
                        "/parked/replay",
                        stream + "/replay")) {
            boolean hasBody = target.startsWith("/projections");
            Abuse of = Abuse.of("POST", target, 400, hasBody ? "unknown-field" : MALFORMED);
            Abuse unknown = of.json("{\"x\":1}").named(of.name() + " x");
            all.add(hasBody ? unknown.pointing("/x") : unknown);
            Abuse array = Abuse.of("POST", target, 400, MALFORMED);
            all.add(array.json("[]").named(array.name() + " []"));
            all.add(Abuse.of("POST", target + "?x=1", 400, PARAMETER).pointing("x"));
        }
        for (String value : List.of("1", "\"true\"", "{}")) {
            all.add(
                    Abuse.of("POST", verifications, 400, MALFORMED)
                            .json("{\"repair\":" + value + "}")
                            .pointing("/repair")
                            .named("repair " + value));
        }
        for (String id : List.of("x", "%23", "a".repeat(3_000), nobody)) {
            all.add(Abuse.of("GET", "/operations/" + id, 404, "not-found"));
            all.add(Abuse.of("POST", "/operations/" + id + "/abort", 404, "not-found"));
            all.add(Abuse.of("POST", "/parked/" + id + "/replay", 404, "not-found"));
            all.add(Abuse.of("DELETE", "/parked/" + id + "?version=1&reason=x", 404, "not-found"));
        }
        for (String query :
                List.of("version=1", "version=0&reason=x", "version=x&reason=x", "reason=x")) {
            all.add(Abuse.of("DELETE", stream + "?" + query, 400, PARAMETER));
        }
        for (String reason : List.of("", "%20", "%0A", "%E2%80%AE", "x".repeat(101))) {
            all.add(
                    Abuse.of("DELETE", stream + "?version=1&reason=" + reason, 400, PARAMETER)
                            .pointing("reason"));
        }
        return all;
    }

    private static List<Abuse> mediaTypes() {
        List<Abuse> all = new ArrayList<>();
        Abuse unsupported = Abuse.of("POST", ORDERS, 415, "unsupported-media-type");
        for (String type :
                List.of(
                        "text/plain",
                        "application/x-www-form-urlencoded",
                        "application/json; charset=latin1",
                        "application/json, text/plain",
                        "json",
                        "")) {
            all.add(
                    new Abuse(
                            "type " + type,
                            "POST",
                            ORDERS,
                            Abuse.OWN_HOST,
                            List.of("Content-Type: " + type),
                            ORDER,
                            unsupported.status(),
                            unsupported.code(),
                            null));
        }
        all.add(unsupported.json(ORDER).with("Content-Encoding: gzip"));
        for (String accept :
                List.of(
                        "text/html",
                        "application/json;q=0",
                        "application/json;q=0, */*",
                        "*/*;q=0",
                        "x")) {
            all.add(Abuse.of("GET", ONE, 406, "not-acceptable").with("Accept: " + accept));
        }
        all.add(Abuse.of("GET", ONE, 406, "not-acceptable").with("Accept-Encoding: identity;q=0"));
        return all;
    }

    private static List<Abuse> methodsAndPaths() {
        List<Abuse> all = new ArrayList<>();
        for (String method : List.of("PUT", "PATCH", "POST", "OPTIONS", "TRACE", "FOO", "get")) {
            all.add(Abuse.of(method, ONE, 405, "method-not-allowed"));
        }
        all.add(Abuse.of("GET", ORDERS, 405, "method-not-allowed"));
        for (String path :
                List.of(
                        "/",
                        "/order",
                        "/orders/",
                        "//orders",
                        "/ORDERS",
                        ONE + "/",
                        "/orders/a%2Fb",
                        "/orders/../health",
                        "/api/v1",
                        "/api/v1/api/v1/health",
                        "/health/x",
                        "/orders;a=b",
                        "/%0d%0aX:y")) {
            all.add(Abuse.of("GET", path, 404, "not-found"));
        }
        for (String id :
                List.of(
                        "x",
                        "%23",
                        "%2e%2e",
                        "a%20b",
                        "%E2%80%AE",
                        "a".repeat(3_000),
                        "00000000-0000-4000-8000-00000000000A",
                        "00000000-0000-4000-8000-000000000000")) {
            all.add(Abuse.of("GET", "/orders/" + id, 404, "order-not-found"));
            all.add(Abuse.of("DELETE", "/orders/" + id, 404, "order-not-found"));
        }
        for (String id : List.of("%23", "a%20b", "c".repeat(65), ".", "%2e%2E")) {
            all.add(Abuse.of("GET", "/customers/" + id + "/orders", 404, "not-found"));
            all.add(Abuse.of("GET", "/products/" + id + "/stock", 404, "not-found"));
        }
        for (String line : List.of("0", "-1", "1e0", "99999999999999999999", "x", "7")) {
            all.add(Abuse.of("DELETE", ONE + "/items/" + line, 404, "not-found"));
        }
        for (String path : List.of("/orders/%", "/orders/%zz", "/orders/%00", "/orders/%c3%28")) {
            all.add(Abuse.of("GET", path, 400, MALFORMED));
        }
        all.add(Abuse.of("GET", "/orders/" + "a".repeat(20_000), 414, "too-large"));
        return all;
    }

    private static List<Abuse> parameters() {
        List<Abuse> all = new ArrayList<>();
        String wait = "expected_version=1&stream_id=Order-" + ORDER_ID;
        for (String query :
                List.of(
                        "page=0",
                        "page=-1",
                        "page=1.0",
                        "page=%2B1",
                        "page=",
                        "page",
                        "page=99999999999",
                        "page=11&page_size=100",
                        "page_size=0",
                        "page_size=101",
                        "page_size=%D9%A1",
                        "status=",
                        "status=PENDING",
                        "status=pending%0d%0a",
                        "sort_order=up",
                        "page=1&cursor=x",
                        "expected_version=1",
                        "timeout=1",
                        "stream_id=Order-x",
                        wait + "&timeout=21",
                        wait + "&timeout=-1",
                        wait + "&timeout=NaN",
                        "page=%ff",
                        "page=%",
                        "expected_version=0&stream_id=x")) {
            all.add(Abuse.of("GET", LIST + "?" + query, 400, PARAMETER));
        }
        for (String query : List.of("foo=1", "Page=1", "page[]=1", "%00=1", "=1", "q=1")) {
            String name = query.substring(0, query.indexOf('='));
            all.add(
                    Abuse.of("GET", LIST + "?" + query, 400, PARAMETER)
                            .pointing(name.equals("%00") ? "\\u0000" : name));
        }
        all.add(Abuse.of("GET", LIST + "?page=1&page=1", 400, PARAMETER).pointing("page"));
        for (String cursor : List.of("", "x", "A".repeat(1_000), "%00", "eyJhbGciOiJub25lIn0..")) {
            all.add(Abuse.of("GET", LIST + "?cursor=" + cursor, 400, "invalid-cursor"));
            all.add(Abuse.of("GET", ONE + "/history?cursor=" + cursor, 400, "invalid-cursor"));
        }
        for (String query :
                List.of(
                        "",
                        "q=",
                        "q=%20",
                        "q=" + "a".repeat(201),
                        "q=a+a+a+a+a+a+a+a+a+a+a",
                        "q=%00",
                        "q=%1B",
                        "q=%E2%80%AE",
                        "q=%ED%A0%80",
                        "q=a&q=b",
                        "q=a&status=x",
                        "q=a&currency=eur",
                        "q=a&customer_id=c%231",
                        "customer_id=.",
                        "customer_id=..",
                        "q=a&created_from=2026",
                        "q=a&created_to=2026-02-30T00:00:00Z",
                        "q=a&min_total=-1",
                        "q=a&min_total=NaN",
                        "q=a&min_total=1e3",
                        "q=a&sort_by=name",
                        "q=a&page=0")) {
            all.add(Abuse.of("GET", "/orders/search?" + query, 400, PARAMETER));
        }
        for (String query :
                List.of(
                        "foo=1",
                        "timeout=1",
                        "expected_version=x",
                        "expected_version=1&expected_version=1",
                        "stream_id=Customer-c-1")) {
            all.add(Abuse.of("GET", ONE + "?" + query, 400, PARAMETER));
        }
        all.add(Abuse.of("POST", ORDERS + "?x=1", 400, PARAMETER).json(ORDER).pointing("x"));
        return all;
    }

    private static List<Abuse> headers() {
        List<Abuse> all = new ArrayList<>();
        Abuse create = create(400, PARAMETER, ORDER);
        for (String line :
                List.of(
                        "Idempotency-Key:",
                        "Idempotency-Key: a b",
                        "Idempotency-Key: \u00fc",
                        "Idempotency-Key: " + "k".repeat(256),
                        "X-Correlation-Id:",
                        "X-Correlation-Id: a b",
                        "X-Correlation-Id: " + "x".repeat(129),
                        "If-Match: \"1\"",
                        "If-Match: *",
                        "If-None-Match: *",
                        "If-None-Match: \"1\"",
                        "If-Modified-Since: Tue, 01 Dec 2026 00:00:00 GMT",
                        "If-Unmodified-Since: Tue, 01 Dec 2026 00:00:00 GMT",
                        "X-HTTP-Method-Override: PUT",
                        "Content-Range: bytes 0-1/2")) {
            all.add(create.with(line));
        }
        for (String tag : List.of("\"1\"", "W/\"1\"", "*, *", "")) {
            all.add(
                    Abuse.of("PUT", "/products/p/stock", 400, PARAMETER)
                            .json("{\"available\":1}")
                            .with("If-None-Match: " + tag));
        }
        Abuse add = Abuse.of("POST", ONE + "/items", 400, PARAMETER).json(ITEM);
        for (String tag : List.of("1", "W/\"1\"", "*", "\"1\",\"2\"", "\"1", "'1'")) {
            all.add(add.with("If-Match: " + tag));
        }
        Abuse stale = Abuse.of("POST", ONE + "/items", 412, "precondition-failed").json(ITEM);
        for (String tag :
                List.of("\"7\"", "\"\"", "\"01\"", "\"-1\"", "\"" + "9".repeat(30) + "\"")) {
            all.add(stale.with("If-Match: " + tag));
        }
        all.add(Abuse.of("GET", "/health", 431, "too-large").with("X: " + "y".repeat(11_000)));
        for (String origin :
                List.of(
                        "https://evil.example",
                        "http://localhost",
                        "http://localhost:1",
                        "http://127.0.0.1.evil.example",
                        "null",
                        "file://",
                        "",
                        "x, y")) {
            for (Abuse any :
                    List.of(
                            create(403, FORBIDDEN, ORDER),
                            Abuse.of("GET", ONE, 403, FORBIDDEN),
                            Abuse.of("GET", "/health", 403, FORBIDDEN),
                            Abuse.of("GET", "/nothing", 403, FORBIDDEN),
                            Abuse.of("OPTIONS", ORDERS, 403, FORBIDDEN),
                            Abuse.of("POST", "/projections/rebuilds", 403, FORBIDDEN))) {
                all.add(any.with("Origin: " + origin));
            }
        }
        all.add(create(421, MALFORMED, ORDER).host("evil.example"));
        all.add(Abuse.of("GET", ONE, 421, MALFORMED).host("evil.example"));
        all.add(Abuse.of("GET", ONE, 421, MALFORMED).host("localhost.").with("Origin: null"));
        all.add(Abuse.of("GET", "/health", 421, MALFORMED).host("127.0.0.1"));
        for (String line :
                List.of(
                        "Foo Bar: x",
                        "Host: other",
                        "Transfer-Encoding: gzip",
                        "Content-Length: 7",
                        "X: a\rb",
                        "X: a\0b")) {
            all.add(create(400, MALFORMED, ORDER).with(line));
        }
        return all;
    }
}
