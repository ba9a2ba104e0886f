package dev.orderstream.local.auth;

import dev.orderstream.testbudget.RealTime;
import java.time.Duration;
import java.time.InstantSource;

/** Tokens of a key set of their own, for a system whose clock is the machine's. */
@RealTime(
        reason = "The running system compares the times of a token with its clock.",
        minutesMax = 5)
public final class SystemTokens {

    private SystemTokens() {}

    /** Tokens that are valid from now on. */
    public static Tokens now(KeySet keys) {
        return new Tokens(keys, InstantSource.system());
    }

    /** Tokens that were signed some time ago. */
    public static Tokens before(KeySet keys, Duration ago) {
        return new Tokens(keys, InstantSource.offset(InstantSource.system(), ago.negated()));
    }

    /** When a token that is signed now expires, as a token says it. */
    public static long inAnHour() {
        return InstantSource.system().instant().plus(Duration.ofHours(1)).getEpochSecond();
    }
}
