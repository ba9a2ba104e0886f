package dev.orderstream.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;

/**
 * Places in lists as texts that callers carry: authenticated (HMAC-SHA256, 16 bytes of it), so that
 * nobody makes or changes one, and bound to what they were given for. They hold values of the
 * domain and nothing of how lists are stored.
 *
 * <p>Unpadded base64url of: a byte for the form, the key's id with its length, the code, and the
 * values, each with its length.
 */
public final class Cursors {

    private static final byte FORM = 1;
    private static final int CODE_BYTES = 16;
    public static final int CHARACTERS_MAX = 512;

    private final Supplier<CursorKeys> keys;

    public Cursors(CursorKeys keys) {
        this(() -> keys);
    }

    /** With keys that are asked for whenever a cursor is made or read. */
    public Cursors(Supplier<CursorKeys> keys) {
        this.keys = keys;
    }

    /**
     * The cursor for a place.
     *
     * @param binding what it will be accepted for: caller, path, filters, order
     * @param place the place's values
     */
    public String seal(List<String> binding, List<String> place) {
        CursorKeys.Key key = keys.get().first();
        byte[] id = key.id().getBytes(StandardCharsets.US_ASCII);
        byte[] values = bytes(place);
        byte[] code = code(key, binding, values);
        byte[] all =
                written(out -> {
                    out.writeByte(FORM);
                    out.writeByte(id.length);
                    out.write(id);
                    out.write(code);
                    out.write(values);
                });
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /**
     * The values of a cursor that was sealed for the same.
     *
     * @throws ProblemException 400 for any other text
     */
    public List<String> open(List<String> binding, String cursor) {
        return bytes(cursor).flatMap(sealed -> open(binding, sealed)).orElseThrow(Cursors::invalid);
    }

    public static ProblemException invalid() {
        return Problem.of(
                        ProblemType.INVALID_CURSOR,
                        "Expected a next_cursor of this very list, with the same filters and order,"
                                + " that was given to the same caller. Begin without one.")
                .asException();
    }

    private static Optional<byte[]> bytes(String cursor) {
        try {
            if (cursor.length() <= CHARACTERS_MAX) {
                byte[] sealed = Base64.getUrlDecoder().decode(cursor);
                // The decoder takes padding and stray bits at the end; one cursor has one text.
                if (Base64.getUrlEncoder().withoutPadding().encodeToString(sealed).equals(cursor)) {
                    return Optional.of(sealed);
                }
            }
        } catch (IllegalArgumentException e) {
            // It is no base64url.
        }
        return Optional.empty();
    }

    private Optional<List<String>> open(List<String> binding, byte[] sealed) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(sealed))) {
            if (in.readByte() != FORM) {
                return Optional.empty();
            }
            String id = new String(exactly(in, in.readUnsignedByte()), StandardCharsets.ISO_8859_1);
            byte[] code = exactly(in, CODE_BYTES);
            byte[] values = in.readAllBytes();
            return keys.get()
                    .find(id)
                    .filter(key -> MessageDigest.isEqual(code, code(key, binding, values)))
                    .map(key -> values(values));
        } catch (IOException e) {
            // It is cut off.
            return Optional.empty();
        }
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static byte[] code(CursorKeys.Key key, List<String> binding, byte[] values) {
        try {
            Mac mac = Mac.getInstance(CursorKeys.Key.ALGORITHM);
            mac.init(key.secret());
            mac.update(FORM);
            // Its own length goes first, so that no binding runs into the values.
            byte[] bound = bytes(binding);
            mac.update(written(out -> out.writeInt(bound.length)));
            mac.update(bound);
            mac.update(values);
            return Arrays.copyOf(mac.doFinal(), CODE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has this code", e);
        }
    }

    private static byte[] bytes(List<String> texts) {
        return written(out -> {
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        });
    }

    /** What the code says was written by {@link #bytes(List)}. */
    private static List<String> values(byte[] bytes) {
        List<String> values = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                values.add(new String(exactly(in, in.readInt()), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(values);
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
