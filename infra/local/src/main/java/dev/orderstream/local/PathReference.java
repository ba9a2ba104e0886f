package dev.orderstream.local;

import java.nio.charset.StandardCharsets;

/**
 * The path of a request as a URI reference, for a problem to name: as it was sent, but for what may
 * not stand in one, which is percent-encoded, and so is a percent sign that encodes nothing.
 */
final class PathReference {

    private static final String SIGNS = "-._~!$&'()*+,;=:@/";

    private PathReference() {}

    static String of(String path) {
        StringBuilder reference = new StringBuilder();
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            boolean encoded = bytes[i] == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2);
            if (encoded || mayStand(bytes[i])) {
                reference.append((char) bytes[i]);
            } else {
                reference.append("%%%02X".formatted(bytes[i] & 0xFF));
            }
        }
        // Two slashes at its start would name a host.
        return reference.indexOf("//") == 0 ? "/." + reference : reference.toString();
    }

    private static boolean mayStand(byte c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || SIGNS.indexOf(c) >= 0;
    }

    private static boolean isHex(byte[] bytes, int at) {
        return at < bytes.length && Character.digit(bytes[at], 16) >= 0;
    }
}
