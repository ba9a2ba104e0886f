package dev.orderstream.local.mapping;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Work that fails for now: told once when it begins and once when it is over, and tried again after
 * growing pauses.
 */
final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private static final Duration PAUSE_MIN = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private final String what;
    private final GrowingPause pause = new GrowingPause(PAUSE_MIN, PAUSE_MAX);

    /**
     * Makes one that has not begun.
     *
     * @param what is done, for the log
     */
    Trouble(String what) {
        this.what = what;
    }

    /** The pause before the next try. */
    Duration met(Throwable cause) {
        if (pause.tries() == 0) {
            // A server that is away is no news that needs a stack trace.
            LOG.warn(
                    "{} fails, trying on: {}",
                    what,
                    cause.toString(),
                    cause instanceof SdkException ? null : cause);
        }
        return pause.next();
    }

    void over() {
        if (pause.tries() > 0) {
            LOG.info("{} works again", what);
            pause.reset();
        }
    }
}
