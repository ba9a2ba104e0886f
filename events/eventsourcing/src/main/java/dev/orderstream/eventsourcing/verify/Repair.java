package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.CaughtUp;
import dev.orderstream.eventsourcing.projector.CaughtUp.Stuck;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.verify.CountersCheck.Counted;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mends what differs, by the same conditional writes as the projector's: whoever else writes at the
 * same time goes on from what is mended, or it is mended anew.
 */
record Repair(CatchUp catchUp, ViewStore views, ParkedStreams parked, InstantSource clock) {

    private static final int RACES_MAX = 10;

    /** Brings a view that is right so far up to its stream. */
    void complete(StreamId stream) {
        parkWhereStuck(stream, catchUp.runToEnd(stream));
    }

    /** Makes a view anew from the first commit on. */
    void anew(StreamId stream, ViewKey key) {
        for (int races = 0; races < RACES_MAX; races++) {
            View stored;
            try {
                stored = views.read(key, Consistency.STRONG).orElse(null);
            } catch (UnreadableException damaged) {
                views.removeUnreadable(key);
                stored = null;
            }
            if (stored == null) {
                complete(stream);
                return;
            }
            Refolded refolded = new Refolded(views);
            CaughtUp fold = catchUp.into(refolded).runToEnd(stream);
            if (fold instanceof Stuck stuck && stuck.version() <= stored.version()) {
                // Whoever made the view could read more: it stays.
                return;
            }
            try {
                if (store(stored, refolded.folded().orElse(null))) {
                    parkWhereStuck(stream, fold);
                    return;
                }
            } catch (RefusedException tooLarge) {
                // It stays, and it goes on to differ.
                return;
            }
        }
    }

    private boolean store(View stored, @Nullable View folded) {
        return folded == null
                ? views.remove(stored)
                : views.replace(
                        stored,
                        new View(
                                stored.key(),
                                folded.version(),
                                stored.revision() + 1,
                                folded.body()));
    }

    /** Sets counters, unless they were moved since they were counted. */
    boolean counters(ViewKey key, Counted counted) {
        return views.mend(key, counted.counters(), counted.sums());
    }

    /** Takes a view away that no stream is behind. */
    boolean remove(ViewKey key) {
        try {
            return views.read(key, Consistency.STRONG).map(views::remove).orElse(true);
        } catch (UnreadableException damaged) {
            views.removeUnreadable(key);
            return true;
        }
    }

    private void parkWhereStuck(StreamId stream, CaughtUp caughtUp) {
        if (caughtUp instanceof Stuck stuck) {
            parked.park(stream, stuck.version(), stuck.cause(), clock.instant());
        }
    }

    /** A fold that stores all but the view. */
    private static final class Refolded extends FoldedView {
        private final ViewStore stored;

        Refolded(ViewStore stored) {
            this.stored = stored;
        }

        @Override
        public void putAhead(String owner, List<HistoryEntry> history, Tokens tokens) {
            stored.putAhead(owner, history, tokens);
        }
    }
}
