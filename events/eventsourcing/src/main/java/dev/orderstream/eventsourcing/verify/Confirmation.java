package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.verify.CountersCheck.Counted;
import dev.orderstream.eventsourcing.verify.Suspects.Suspect;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Second looks: a difference is one where two looks have shown it with time between them. What is
 * confirmed is mended, where that was asked for.
 *
 * @param repair null where nothing is to be mended
 */
record Confirmation(
        ReadModel model,
        EventStore events,
        Notices notices,
        StreamCheck streamCheck,
        CountersCheck countersCheck,
        @Nullable Repair repair) {

    /** Whether there is a stream that a view is made of. */
    boolean hasStream(ViewKey key) {
        Optional<StreamId> stream = model.catchUp().streamOf(key);
        try {
            return stream.isPresent() && !events.readAfter(stream.get(), 0, 1).isEmpty();
        } catch (UnreadableException | BrokenStreamException damaged) {
            return true;
        }
    }

    Suspect ofStream(StreamId stream, long lastVersion, Look first) {
        return new StreamSuspect(stream, lastVersion, first);
    }

    Suspect ofCounters(ViewKey key) {
        return new CountersSuspect(key);
    }

    /** Of a view without a stream. */
    Suspect ofOrphan(ViewKey key) {
        return new Orphan(key);
    }

    private final class StreamSuspect implements Suspect {
        private final StreamId stream;
        private final long lastVersion;
        private Look last;

        StreamSuspect(StreamId stream, long lastVersion, Look first) {
            this.stream = stream;
            this.lastVersion = lastVersion;
            this.last = first;
        }

        @Override
        public @Nullable Findings lookAgain() {
            Look before = last;
            last = streamCheck.look(stream, lastVersion, List.of());
            return switch (last) {
                case Look.Same same -> Findings.same();
                case Look.Moving moving -> null;
                case Look.Behind(long version) ->
                        before instanceof Look.Behind(long behind) && version <= behind
                                ? missing(version + 1)
                                : null;
                case Look.Differs(String how) ->
                        before instanceof Look.Differs ? differs(how, false) : null;
            };
        }

        private Findings missing(long version) {
            return notices.find(model.generation(), stream).isPresent()
                    ? Findings.standsParked()
                    : differs("commit %d is missing in it".formatted(version), true);
        }

        private Findings differs(String how, boolean rightSoFar) {
            ViewKey key =
                    model.catchUp()
                            .projection(stream.category())
                            .map(this::key)
                            .orElseGet(() -> new ViewKey(stream.category(), stream.id(), ""));
            Difference difference = new Difference(stream, key, how);
            boolean isRepaired = repair != null && mended(key, rightSoFar);
            return rightSoFar
                    ? Findings.lacks(difference, isRepaired)
                    : Findings.differs(difference, isRepaired);
        }

        private ViewKey key(Projection<?> projection) {
            return projection.key(stream.id());
        }

        private boolean mended(ViewKey key, boolean rightSoFar) {
            if (repair == null) {
                return false;
            }
            if (rightSoFar) {
                repair.complete(stream);
            } else {
                repair.anew(stream, key);
            }
            return streamCheck.look(stream, lastVersion, List.of()) instanceof Look.Same;
        }

        @Override
        public Findings undecided() {
            return Findings.stillMoving();
        }
    }

    private final class CountersSuspect implements Suspect {
        private final ViewKey key;
        private @Nullable Counted last;

        CountersSuspect(ViewKey key) {
            this.key = key;
        }

        @Override
        public @Nullable Findings lookAgain() {
            Counted before = last;
            try {
                last = countersCheck.count(key);
            } catch (UnreadableException damagedView) {
                return null;
            }
            if (last == null) {
                return null;
            }
            if (last.look() instanceof Look.Same) {
                return Findings.same();
            }
            return last.equals(before)
                    ? Findings.differs(
                            new Difference(null, key, "totals"),
                            repair != null && repair.counters(key, last))
                    : null;
        }

        @Override
        public Findings undecided() {
            return Findings.stillMoving();
        }
    }

    private final class Orphan implements Suspect {
        private final ViewKey key;

        Orphan(ViewKey key) {
            this.key = key;
        }

        @Override
        public Findings lookAgain() {
            return hasStream(key)
                    ? Findings.NONE
                    : Findings.differs(
                            new Difference(null, key, "no commit says that it is there"),
                            repair != null && repair.remove(key));
        }

        @Override
        public Findings undecided() {
            return Findings.stillMoving();
        }
    }
}
