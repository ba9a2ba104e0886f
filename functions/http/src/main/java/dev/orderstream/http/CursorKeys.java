package dev.orderstream.http;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that cursors are authenticated with: the first makes new ones, each is accepted. To
 * replace a key, put the new one first, and take the old one away when nobody walks by its cursors
 * any more.
 *
 * <p>As a text: {@code id:secret}, and where there are two {@code id:secret,id:secret}; a secret is
 * at least 32 bytes in base64url.
 */
public record CursorKeys(List<Key> keys) {

    private static final int SECRET_BYTES_MIN = 32;
    private static final int KEYS_MAX = 2;

    public CursorKeys {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > KEYS_MAX) {
            throw new IllegalArgumentException("expected one key or two, got " + keys.size());
        }
        if (keys.stream().map(Key::id).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("expected keys of different ids");
        }
    }

    /** One secret and the id that cursors name it by. */
    public record Key(String id, SecretKey secret) {

        static final String ALGORITHM = "HmacSHA256";

        public Key {
            if (!id.matches("[A-Za-z0-9._-]{1,32}")) {
                throw new IllegalArgumentException(
                        "a key's id: expected 1 to 32 of A–Z a–z 0–9 . _ -");
            }
        }

        /** Without the secret, which belongs into no log. */
        @Override
        public String toString() {
            return id;
        }

        private static Key parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("expected id:secret");
            }
            byte[] secret = Base64.getUrlDecoder().decode(text.substring(colon + 1));
            if (secret.length < SECRET_BYTES_MIN) {
                throw new IllegalArgumentException(
                        "a key's secret: expected %d bytes or more in base64url, got %d"
                                .formatted(SECRET_BYTES_MIN, secret.length));
            }
            return new Key(text.substring(0, colon), new SecretKeySpec(secret, ALGORITHM));
        }
    }

    public static CursorKeys parse(String text) {
        return new CursorKeys(Arrays.stream(text.strip().split(",", -1)).map(Key::parse).toList());
    }

    /** One new key as a text. */
    public static String generate() {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[SECRET_BYTES_MIN];
        random.nextBytes(secret);
        String id = Long.toString(random.nextLong(1L << 32), Character.MAX_RADIX);
        return id + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    Key first() {
        return keys.getFirst();
    }

    Optional<Key> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
