package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.testkit.ForwardingViewStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** View stores that do one thing wrong. */
final class ViewMutants {

    private ViewMutants() {}

    /** Puts a view where the stored one passes a guard that is weaker than it should be. */
    static ViewStore guardedBy(
            BiPredicate<@Nullable View, @Nullable View> isAsRead, ViewStore store) {
        return new ForwardingViewStore(store) {
            @Override
            public boolean replace(@Nullable View previous, View next) {
                while (true) {
                    View stored = read(next.key(), Consistency.STRONG).orElse(null);
                    if (!isAsRead.test(stored, previous)) {
                        return false;
                    }
                    long revision = stored == null ? 1 : stored.revision() + 1;
                    View put = new View(next.key(), next.version(), revision, next.body());
                    if (super.replace(stored, put)) {
                        return true;
                    }
                }
            }
        };
    }

    static boolean haveTheSameVersion(@Nullable View stored, @Nullable View previous) {
        long version = previous == null ? 0 : previous.version();
        return (stored == null ? 0 : stored.version()) == version;
    }

    static ViewStore totalsInASecondWrite(ViewStore store) {
        return new ForwardingViewStore(store) {
            @Override
            public boolean replace(@Nullable View previous, View next) {
                Tally before = previous == null ? null : previous.body().tally();
                View first = with(before, next, next.revision());
                return super.replace(previous, first)
                        && super.replace(
                                first, with(next.body().tally(), next, next.revision() + 1));
            }
        };
    }

    private static View with(@Nullable Tally tally, View view, long revision) {
        ViewBody body = view.body();
        return new View(
                view.key(),
                view.version(),
                revision,
                new ViewBody(body.summary(), body.details(), body.listing(), tally));
    }

    static ViewStore historyAfterTheView(ViewStore store) {
        Map<String, List<HistoryEntry>> kept = new HashMap<>();
        return new ForwardingViewStore(store) {
            @Override
            public void putAhead(String owner, List<HistoryEntry> history, Tokens tokens) {
                kept.put(owner, history);
                super.putAhead(owner, List.of(), tokens);
            }

            @Override
            public boolean replace(@Nullable View previous, View next) {
                boolean replaced = super.replace(previous, next);
                String owner = next.key().owner();
                super.putAhead(owner, kept.getOrDefault(owner, List.of()), Tokens.NONE);
                return replaced;
            }
        };
    }

    static ViewStore wordsAfterTheView(ViewStore store) {
        Map<String, Tokens> kept = new HashMap<>();
        return new ForwardingViewStore(store) {
            @Override
            public void putAhead(String owner, List<HistoryEntry> history, Tokens tokens) {
                kept.put(owner, tokens);
                super.putAhead(owner, history, Tokens.NONE);
            }

            @Override
            public boolean replace(@Nullable View previous, View next) {
                boolean replaced = super.replace(previous, next);
                String owner = next.key().owner();
                super.putAhead(owner, List.of(), kept.getOrDefault(owner, Tokens.NONE));
                return replaced;
            }
        };
    }

    static ViewStore lostRaceTakenForAWrite(ViewStore store) {
        return new ForwardingViewStore(store) {
            @Override
            public boolean replace(@Nullable View previous, View next) {
                super.replace(previous, next);
                return true;
            }
        };
    }

    static ViewStore outageTakenForLasting(ViewStore store) {
        return new ForwardingViewStore(store) {
            @Override
            public boolean replace(@Nullable View previous, View next) {
                try {
                    return super.replace(previous, next);
                } catch (OutageException passing) {
                    throw new RefusedException(passing);
                }
            }
        };
    }

    /** Tells of each view that it is one version younger, so that its last commit is news. */
    static ViewStore knownCommitsFoldedAgain(ViewStore store) {
        Map<View, View> real = new HashMap<>();
        return new ForwardingViewStore(store) {
            @Override
            public Optional<View> read(ViewKey key, Consistency consistency) {
                Optional<View> stored = super.read(key, consistency);
                return stored.filter(view -> view.version() > 1)
                        .map(view -> {
                            View younger =
                                    new View(key, view.version() - 1, view.revision(), view.body());
                            real.put(younger, view);
                            return younger;
                        })
                        .or(() -> stored);
            }

            @Override
            public boolean replace(@Nullable View previous, View next) {
                View stored = previous == null ? null : real.getOrDefault(previous, previous);
                return super.replace(stored, next);
            }
        };
    }

    /** Every third read shows a view that is not there yet. */
    static ViewStore staleReads(AtomicInteger reads, ViewStore store) {
        return new ForwardingViewStore(store) {
            @Override
            public Optional<View> read(ViewKey key, Consistency consistency) {
                Optional<View> now = super.read(key, consistency);
                return reads.incrementAndGet() % 3 == 0 ? Optional.empty() : now;
            }
        };
    }
}
