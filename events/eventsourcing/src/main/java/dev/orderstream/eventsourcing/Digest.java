package dev.orderstream.eventsourcing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * 16 bytes that stand for a longer text, as 32 lower-case hex digits: the first half of a SHA-256.
 * Commands are told apart by it, so that no key of a client is ever stored.
 */
public record Digest(String hex) {

    static final int BYTES = 16;

    public Digest {
        if (hex.length() != 2 * BYTES || !hex.chars().allMatch(Digest::isLowerCaseHex)) {
            throw new IllegalArgumentException(
                    "expected %d lower-case hex digits, got %d characters"
                            .formatted(2 * BYTES, hex.length()));
        }
    }

    /**
     * The digest of parts in their order; their lengths are digested too, so none runs into the
     * next.
     */
    public static Digest of(String... parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sha256.update(bytes);
        }
        return new Digest(HexFormat.of().formatHex(sha256.digest(), 0, BYTES));
    }

    /** A digest of nothing, different each time, for a command that no client will repeat. */
    public static Digest random() {
        return of(UUID.randomUUID().toString());
    }

    /** These bytes as a name-based UUID of version 8 (RFC 9562). */
    public UUID toUuid() {
        ByteBuffer bytes = ByteBuffer.wrap(bytes());
        long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
        long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    private static boolean isLowerCaseHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
