package dev.orderstream.local;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is wrong, and how it is refused.
 *
 * @param host that the request is for
 * @param headers whole lines, besides those that each request has
 * @param body in ISO 8859-1: each character is a byte
 * @param place the pointer or the parameter that the answer names; null: none is looked for
 */
record Abuse(
        String name,
        String method,
        String target,
        String host,
        List<String> headers,
        String body,
        int status,
        String code,
        @Nullable String place) {

    /** Stands for the id of an order that is there. */
    static final String ORDER_ID = "{order_id}";

    /** Gets the port of the gateway that it is sent to. */
    static final String OWN_HOST = "localhost";

    /** A request for a target, without a body. */
    static Abuse of(String method, String target, int status, String code) {
        return new Abuse(
                method + " " + target, method, target, OWN_HOST, List.of(), "", status, code, null);
    }

    Abuse named(String other) {
        return new Abuse(other, method, target, host, headers, body, status, code, place);
    }

    Abuse host(String other) {
        return new Abuse(
                name + " at " + other, method, target, other, headers, body, status, code, place);
    }

    Abuse with(String headerLine) {
        List<String> more = new ArrayList<>(headers);
        more.add(headerLine);
        return new Abuse(
                name + " " + headerLine, method, target, host, more, body, status, code, place);
    }

    Abuse bytes(byte[] json) {
        String latin = new String(json, StandardCharsets.ISO_8859_1);
        return new Abuse(name, method, target, host, headers, latin, status, code, place)
                .with("Content-Type: application/json")
                .named(name);
    }

    Abuse json(String json) {
        return bytes(json.getBytes(StandardCharsets.UTF_8));
    }

    Abuse pointing(String to) {
        return new Abuse(name, method, target, host, headers, body, status, code, to);
    }

    /** What goes over the wire, on a connection that is closed after it. */
    byte[] request(String orderId, @Nullable String token) {
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(target.replace(ORDER_ID, orderId));
        text.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\nConnection: close\r\n");
        if (token != null) {
            text.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        headers.forEach(line -> text.append(line).append("\r\n"));
        if (!body.isEmpty() || method.startsWith("P")) {
            text.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        text.append("\r\n").append(body);
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return name.length() > 120 ? name.substring(0, 120) + " …" : name;
    }
}
