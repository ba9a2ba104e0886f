package dev.orderstream.local;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The percent-decoding that an HTTP API does before it calls a function. Strict: what is not UTF-8
 * is refused.
 */
final class PercentDecoding {

    /** What Jetty puts in place of bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private PercentDecoding() {}

    /** The path as a function gets it: decoded once, so that {@code a%252Fb} is {@code a%2Fb}. */
    static String path(String encoded) throws RefusedRequestException {
        return decodeRaw(encoded);
    }

    /**
     * The parameters of a query string: a plus is a space, and the values of a repeated name are
     * joined by commas.
     */
    static Map<String, String> query(String encoded) throws RefusedRequestException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : encoded.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.merge(
                        decodeRaw(name.replace('+', ' ')),
                        decodeRaw(value.replace('+', ' ')),
                        (first, next) -> first + "," + next);
            }
        }
        return parameters;
    }

    private static String decodeRaw(String encoded) throws RefusedRequestException {
        if (encoded.indexOf(REPLACEMENT) >= 0) {
            throw malformed();
        }
        return decode(encoded);
    }

    private static String decode(String encoded) throws RefusedRequestException {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                decoded.write(hexByte(bytes, i + 1));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return utf8(decoded.toByteArray());
    }

    private static int hexByte(byte[] bytes, int at) throws RefusedRequestException {
        int high = at + 1 < bytes.length ? Character.digit(bytes[at], 16) : -1;
        int low = at + 1 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
        if (high < 0 || low < 0 || (high == 0 && low == 0)) {
            throw malformed();
        }
        return high * 16 + low;
    }

    private static String utf8(byte[] bytes) throws RefusedRequestException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static RefusedRequestException malformed() {
        return new RefusedRequestException(
                GatewayProblem.malformed("The path or the query is not percent-encoded UTF-8."));
    }
}
