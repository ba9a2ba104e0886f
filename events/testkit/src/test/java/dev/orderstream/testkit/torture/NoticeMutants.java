package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.testkit.ForwardingEventStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notices that are kept in a wrong way. */
final class NoticeMutants {

    private NoticeMutants() {}

    /** Notices in front of others, to be made a little different. */
    static class Forwarding implements Notices {
        final Notices notices;

        Forwarding(Notices notices) {
            this.notices = notices;
        }

        @Override
        public void park(int generation, StreamId stream, long version, String cause, Instant now) {
            notices.park(generation, stream, version, cause, now);
        }

        @Override
        public List<Notice> page(int generation, @Nullable StreamId after, int noticesMax) {
            return notices.page(generation, after, noticesMax);
        }

        @Override
        public boolean parkBeside(
                int generation, StreamId stream, long version, String cause, Instant now) {
            return notices.parkBeside(generation, stream, version, cause, now);
        }

        @Override
        public Optional<Notice> find(int generation, StreamId stream) {
            return notices.find(generation, stream);
        }

        @Override
        public void removeAll(int generation) {
            notices.removeAll(generation);
        }

        @Override
        public void remove(Notice notice) {
            notices.remove(notice);
        }
    }

    /** Deletes what was read, and what it has been changed to. */
    static Notices deletedUnconditionally(Notices real) {
        return new Forwarding(real) {
            @Override
            public void remove(Notice notice) {
                super.remove(notice);
                notices.find(notice.generation(), notice.stream()).ifPresent(notices::remove);
            }
        };
    }

    static Notices failureToParkIgnored(Notices real) {
        return new Forwarding(real) {
            @Override
            public void park(
                    int generation, StreamId stream, long version, String cause, Instant now) {
                try {
                    super.park(generation, stream, version, cause, now);
                } catch (OutageException ignored) {
                    // That is the mutant.
                }
            }
        };
    }

    static Notices nobodyIsParked(Notices real) {
        return new Forwarding(real) {
            @Override
            public void park(
                    int generation, StreamId stream, long version, String cause, Instant now) {
                throw new OutageException(false, new IllegalStateException("never parked"));
            }
        };
    }

    static Notices forgotten(Notices real) {
        return new Forwarding(real) {
            @Override
            public void park(
                    int generation, StreamId stream, long version, String cause, Instant now) {
                // That is the mutant.
            }
        };
    }

    /** Lets the events of a parked stream end at the version of its notice. */
    static Parts triedUpToTheNoticeOnly() {
        var capped =
                new Object() {
                    Map<StreamId, Long> last = Map.of();
                };
        return Parts.REAL
                .withEvents(real -> {
                    Map<StreamId, Long> caps = new HashMap<>();
                    capped.last = caps;
                    return new Capped(real, caps);
                })
                .withNotices(real -> {
                    Map<StreamId, Long> caps = capped.last;
                    return new Forwarding(real) {
                        @Override
                        public List<Notice> page(
                                int generation, @Nullable StreamId after, int noticesMax) {
                            List<Notice> page = super.page(generation, after, noticesMax);
                            page.forEach(notice -> caps.put(notice.stream(), notice.version()));
                            return page;
                        }
                    };
                });
    }

    private static final class Capped extends ForwardingEventStore {
        private final Map<StreamId, Long> caps;

        Capped(EventStore events, Map<StreamId, Long> caps) {
            super(events);
            this.caps = caps;
        }

        @Override
        public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
            long cap = caps.getOrDefault(stream, Long.MAX_VALUE);
            return super.readAfter(stream, version, commitsMax).stream()
                    .filter(commit -> commit.version() <= cap)
                    .toList();
        }
    }
}
