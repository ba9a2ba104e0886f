package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What did not look right at the first look. It is looked at again when what was on its way has had
 * time to arrive, and is a difference only then.
 */
final class Suspects {

    /** It bounds memory. */
    private static final int SUSPECTS_MAX = 1_000;

    private static final int LOOKS_MAX = 5;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Duration allowedLag;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Runnable alive;
    private final List<Suspect> suspects = new ArrayList<>();
    private @Nullable Instant oldest;
    private @Nullable Instant newest;

    /**
     * @param alive is called while time passes
     */
    Suspects(Duration allowedLag, InstantSource clock, Ticker ticker, Runnable alive) {
        this.allowedLag = allowedLag;
        this.clock = clock;
        this.ticker = ticker;
        this.alive = alive;
    }

    /** Something that is to be looked at again. */
    interface Suspect {

        /** The finding, or nothing where it has to be looked at once more. */
        @Nullable Findings lookAgain();

        /** The finding of what is never decided. */
        Findings undecided();
    }

    void add(Suspect suspect) {
        suspects.add(suspect);
        newest = clock.instant();
        oldest = oldest == null ? newest : oldest;
    }

    boolean isEmpty() {
        return suspects.isEmpty();
    }

    /**
     * Whether they are to be looked at before any more come. They always are after a while: nobody
     * can go on from here as long as one is open.
     */
    boolean areDue() {
        return suspects.size() >= SUSPECTS_MAX
                || (oldest != null && !clock.instant().isBefore(oldest.plus(allowedLag)));
    }

    /** Waits as long as is needed, and looks at all again until all is decided. */
    Findings decide() {
        Findings findings = Findings.NONE;
        for (int looks = 1; looks <= LOOKS_MAX && !suspects.isEmpty(); looks++) {
            awaitLag();
            List<Suspect> open = new ArrayList<>();
            for (Suspect suspect : suspects) {
                Findings decided = looks == LOOKS_MAX ? orUndecided(suspect) : suspect.lookAgain();
                if (decided == null) {
                    open.add(suspect);
                } else {
                    findings = findings.plus(decided);
                }
                alive.run();
            }
            suspects.clear();
            suspects.addAll(open);
            newest = open.isEmpty() ? null : clock.instant();
            oldest = newest;
        }
        return findings;
    }

    private static Findings orUndecided(Suspect suspect) {
        Findings decided = suspect.lookAgain();
        return decided == null ? suspect.undecided() : decided;
    }

    private void awaitLag() {
        while (newest != null && clock.instant().isBefore(newest.plus(allowedLag))) {
            Duration left = Duration.between(clock.instant(), newest.plus(allowedLag));
            ticker.sleep(left.compareTo(PAUSE) < 0 ? left : PAUSE);
            alive.run();
        }
    }
}
