package dev.orderstream.local.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A request as its bytes go over the wire. Its texts are ISO 8859-1: a character for each byte,
 * whatever the bytes mean.
 *
 * @param query raw, {@code name=value}
 * @param headers raw, {@code Name: value}
 * @param expected what it shall come to, by the way it was made
 * @param what how it was made
 */
record FuzzedRequest(
        String method,
        String path,
        List<String> query,
        List<String> headers,
        String body,
        Expected expected,
        String what) {

    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final int SHOWN_CHARACTERS_MAX = 3_000;

    /** What is to be said of an answer besides that it is as described. */
    enum Expected {
        /** It is all as described: only the state of things may refuse it. */
        TAKEN,
        /** One thing at least is wrong. */
        REFUSED,
        ANYTHING
    }

    FuzzedRequest {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
    }

    FuzzedRequest method(String other) {
        return new FuzzedRequest(other, path, query, headers, body, expected, what);
    }

    FuzzedRequest path(String other) {
        return new FuzzedRequest(method, other, query, headers, body, expected, what);
    }

    FuzzedRequest query(List<String> other) {
        return new FuzzedRequest(method, path, other, headers, body, expected, what);
    }

    FuzzedRequest headers(List<String> other) {
        return new FuzzedRequest(method, path, query, other, body, expected, what);
    }

    FuzzedRequest body(byte[] bytes) {
        String other = new String(bytes, StandardCharsets.ISO_8859_1);
        return new FuzzedRequest(method, path, query, headers, other, expected, what);
    }

    /** With a text in UTF-8 as its body. */
    FuzzedRequest body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bodyBytes() {
        return latin1(body);
    }

    boolean hasBody() {
        return !body.isEmpty();
    }

    FuzzedRequest expecting(Expected other, String how) {
        return new FuzzedRequest(
                method,
                path,
                query,
                headers,
                body,
                other,
                what + (how.isEmpty() ? "" : ", " + how));
    }

    /** With a parameter more. */
    FuzzedRequest and(String parameter) {
        return query(with(query, parameter));
    }

    /** With a header more. */
    FuzzedRequest header(String line) {
        return headers(with(headers, line));
    }

    /** Without the headers of a name. */
    FuzzedRequest without(String header) {
        return headers(
                headers.stream()
                        .filter(line -> !line.regionMatches(true, 0, header, 0, header.length()))
                        .toList());
    }

    private static List<String> with(List<String> some, String one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(latin1(head()));
        bytes.writeBytes(latin1(headers.contains(CHUNKED) ? chunked() : body));
        return bytes.toByteArray();
    }

    private String head() {
        List<String> lines = new ArrayList<>();
        String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
        lines.add("%s %s HTTP/1.1".formatted(method, target));
        lines.add("Host: localhost");
        lines.add("Connection: close");
        if (hasBody() && !headers.contains(CHUNKED)) {
            lines.add("Content-Length: " + body.length());
        }
        lines.addAll(headers);
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private String chunked() {
        String chunk = body.isEmpty() ? "" : "%x\r\n%s\r\n".formatted(body.length(), body);
        return chunk + "0\r\n\r\n";
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Requests with a part less. */
    Stream<FuzzedRequest> smaller() {
        Stream<FuzzedRequest> parameters =
                IntStream.range(0, query.size()).mapToObj(i -> query(less(query, i)));
        Stream<FuzzedRequest> lines =
                IntStream.range(0, headers.size()).mapToObj(i -> headers(less(headers, i)));
        byte[] bytes = bodyBytes();
        Stream<FuzzedRequest> bodies =
                Stream.of(
                                body(""),
                                body(Arrays.copyOf(bytes, bytes.length / 2)),
                                body(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length)))
                        .filter(smaller -> smaller.body().length() < bytes.length);
        return Stream.of(parameters, lines, bodies).flatMap(each -> each);
    }

    private static List<String> less(List<String> some, int index) {
        List<String> rest = new ArrayList<>(some);
        rest.remove(index);
        return rest;
    }

    /** The bytes, those that are no visible character as {@code \xHH}. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder("(").append(what).append(")\n");
        byte[] bytes = bytes();
        for (int i = 0; i < bytes.length && i < SHOWN_CHARACTERS_MAX; i++) {
            char c = (char) (bytes[i] & 0xFF);
            shown.append(
                    c == '\n' || (c >= ' ' && c <= '~')
                            ? String.valueOf(c)
                            : c == '\r' ? "" : "\\x%02X".formatted((int) c));
        }
        if (bytes.length > SHOWN_CHARACTERS_MAX) {
            shown.append("… (%d bytes)".formatted(bytes.length));
        }
        return shown.toString();
    }
}
