package dev.orderstream.query;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.http.CursorKeys;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of cursors from a secret: read at first use, so that no snapshot of the function has
 * them, and then every five minutes, so that a new key needs no deployment. The secret is either as
 * {@link CursorKeys} describes or, as Secrets Manager generates one, a secret without an id.
 */
final class SecretCursorKeys implements Supplier<CursorKeys> {

    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    /** Of a secret that was generated. */
    private static final String GENERATED_ID = "0";

    private final Supplier<String> secret;
    private final Ticker ticker;
    private @Nullable CursorKeys known;
    private long readAtNanos;

    SecretCursorKeys(Supplier<String> secret, Ticker ticker) {
        this.secret = secret;
        this.ticker = ticker;
    }

    /**
     * The keys.
     *
     * @throws OutageException where they can't be read and none are known yet
     */
    @Override
    public synchronized CursorKeys get() {
        long nowNanos = ticker.nanoTime();
        CursorKeys last = known;
        if (last != null && nowNanos - readAtNanos <= KEPT_FOR.toNanos()) {
            return last;
        }
        CursorKeys read = read(last);
        known = read;
        readAtNanos = nowNanos;
        return read;
    }

    private CursorKeys read(@Nullable CursorKeys last) {
        try {
            return parse(secret.get());
        } catch (OutageException e) {
            if (last == null) {
                throw e;
            }
            return last;
        }
    }

    private static CursorKeys parse(String text) {
        try {
            return CursorKeys.parse(text.indexOf(':') < 0 ? GENERATED_ID + ":" + text : text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the secret of CURSOR_KEYS_SECRET: expected id:secret, or two of them with a"
                            + " comma between; "
                            + e.getMessage());
        }
    }
}
