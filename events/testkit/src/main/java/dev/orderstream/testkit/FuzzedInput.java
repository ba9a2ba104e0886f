package dev.orderstream.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a fuzzer, read as choices. Past their end every choice is the first one, so that a
 * short input is a simple one.
 */
public final class FuzzedInput {

    private final byte[] bytes;
    private int next;

    public FuzzedInput(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public boolean hasMore() {
        return next < bytes.length;
    }

    /** One of so many, from 0. */
    public int choice(int of) {
        return hasMore() ? Byte.toUnsignedInt(bytes[next++]) % of : 0;
    }

    /** So many bytes, or as many as there are. */
    public byte[] bytes(int max) {
        byte[] taken = Arrays.copyOfRange(bytes, next, Math.min(bytes.length, next + max));
        next += taken.length;
        return taken;
    }

    /** A text of so many bytes at most, a character each; or of UTF-16, halves among them. */
    public String text(int bytesMax) {
        boolean wide = choice(8) == 1;
        byte[] taken = bytes(choice(256) % (bytesMax + 1));
        return new String(taken, wide ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
    }

    /** All that is left. */
    public byte[] rest() {
        return bytes(bytes.length);
    }
}
