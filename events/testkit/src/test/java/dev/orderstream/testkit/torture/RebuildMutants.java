package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import dev.orderstream.eventsourcing.rebuild.ViewLimits;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.ForwardingViewStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All mutants of the rebuild and of repair. */
final class RebuildMutants {

    private RebuildMutants() {}

    static Stream<Mutant> all() {
        return Stream.of(
                mutant(
                        "the scan is eventually consistent",
                        parts -> parts.withCommits(RebuildMutants::eventuallyConsistent),
                        "takes back what was shown|lost"),
                mutant(
                        "a view that is there is skipped by the scan",
                        parts -> parts.withViews(RebuildMutants::existingViewSkipped),
                        "takes back what was shown|lost"),
                mutant(
                        "a run that goes on in the middle of a stream is taken for its start",
                        parts -> parts.withEvents(RebuildMutants::startedMidway),
                        "before its history|a view is"),
                mutant(
                        "the old generation is not written any more after the flip",
                        parts -> parts.withLedger(RebuildMutants::oldOneIsLeftAtOnce),
                        "neither shown nor noted|a read goes back"),
                mutant(
                        "a number is used again",
                        parts -> parts.withLedger(RebuildMutants::numberUsedAgain),
                        "a number is used again"),
                mutant(
                        "a claim does not ask for the lease",
                        parts -> parts.withLedger(RebuildMutants::operationNotAsked),
                        "does not run|more than one generation"),
                mutant(
                        "the notices are not looked at before the flip",
                        parts -> parts.withNotices(RebuildMutants::noticesUnseen),
                        "takes back what was shown"),
                mutant(
                        "a view may come further between the look and the flip",
                        parts -> parts.withLedger(RebuildMutants::viewsUnchecked),
                        "takes back what was shown"),
                mutant(
                        "a table is dropped at once",
                        parts -> parts.withLedger(RebuildMutants::droppedAtOnce),
                        "finds no table|neither shown nor noted"),
                mutant(
                        "a repair keeps the revision",
                        parts -> parts.withViews(RebuildMutants::repairedWithoutRevision),
                        "no higher revision"));
    }

    private static Mutant mutant(
            String name, UnaryOperator<RebuildParts> change, String complaint) {
        return new Mutant(
                name, () -> Parts.REAL.withRebuild(change.apply(RebuildParts.REAL)), complaint);
    }

    /** The newest commit of each stream is not there yet. */
    private static AllCommits eventuallyConsistent(AllCommits real) {
        return new AllCommits() {
            @Override
            public Page read(Segment segment, @Nullable Place after) {
                Page page = real.read(segment, after);
                Map<StreamId, Long> newest = new HashMap<>();
                page.doorbells()
                        .forEach(bell -> newest.merge(bell.stream(), bell.version(), Math::max));
                return new Page(
                        page.doorbells().stream().filter(bell -> isOld(bell, newest)).toList(),
                        page.next());
            }

            private static boolean isOld(Doorbell bell, Map<StreamId, Long> newest) {
                return bell.version() < newest.getOrDefault(bell.stream(), 0L);
            }

            @Override
            public long estimate() {
                return real.estimate();
            }
        };
    }

    private static ViewStore existingViewSkipped(ViewStore real) {
        return new ForwardingViewStore(real) {
            @Override
            public boolean replace(@Nullable View previous, View next) {
                return super.replace(previous, next) || previous == null;
            }
        };
    }

    /** What comes before is not asked for. */
    private static EventStore startedMidway(EventStore real) {
        return new ForwardingEventStore(real) {
            @Override
            public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
                List<Commit> read = super.readAfter(stream, version, commitsMax);
                return version == 0 && read.size() > 1 ? read.subList(1, read.size()) : read;
            }
        };
    }

    /** A ledger in front of another one, which writes something else. */
    private record Rewritten(GenerationLedger real, UnaryOperator<Ledger> change)
            implements GenerationLedger {

        @Override
        public Ledger read() {
            return real.read();
        }

        @Override
        public boolean replace(Ledger previous, Ledger next) {
            return real.replace(previous, change.apply(next));
        }

        @Override
        public boolean replace(
                Ledger previous,
                Ledger next,
                Operation previousOperation,
                Operation nextOperation,
                ViewLimits limits) {
            return real.replace(
                    previous, change.apply(next), previousOperation, nextOperation, limits);
        }
    }

    private static Ledger with(Ledger ledger, int highest, SortedMap<Integer, Beside> beside) {
        return new Ledger(ledger.revision(), ledger.serving(), ledger.servingBy(), highest, beside);
    }

    private static GenerationLedger oldOneIsLeftAtOnce(GenerationLedger real) {
        return new Rewritten(
                real,
                next ->
                        changed(
                                next,
                                state ->
                                        state instanceof Beside.Retiring(Instant until)
                                                ? new Beside.Dropping(until)
                                                : state));
    }

    private static GenerationLedger droppedAtOnce(GenerationLedger real) {
        return new Rewritten(
                real,
                next ->
                        changed(
                                next,
                                state ->
                                        state instanceof Beside.Retiring
                                                ? new Beside.Dropping(Instant.EPOCH)
                                                : state));
    }

    private static Ledger changed(Ledger ledger, UnaryOperator<Beside> change) {
        SortedMap<Integer, Beside> beside = new TreeMap<>(ledger.beside());
        beside.replaceAll((generation, state) -> change.apply(state));
        return with(ledger, ledger.highest(), beside);
    }

    /** That of a generation which is given up is free again. */
    private static GenerationLedger numberUsedAgain(GenerationLedger real) {
        return new Rewritten(
                real,
                next ->
                        with(
                                next,
                                next.beside().entrySet().stream()
                                        .filter(each ->
                                                !(each.getValue() instanceof Beside.Dropping))
                                        .mapToInt(Map.Entry::getKey)
                                        .reduce(next.serving(), Math::max),
                                next.beside()));
    }

    /** How a ledger and an operation are replaced together. */
    @FunctionalInterface
    private interface Together {
        boolean replace(
                GenerationLedger real,
                Ledger previous,
                Ledger next,
                Operation previousOperation,
                Operation nextOperation,
                ViewLimits limits);
    }

    /** A ledger in front of another one, which is replaced with an operation in another way. */
    private record ReplacedTogether(GenerationLedger real, Together way)
            implements GenerationLedger {

        @Override
        public Ledger read() {
            return real.read();
        }

        @Override
        public boolean replace(Ledger previous, Ledger next) {
            return real.replace(previous, next);
        }

        @Override
        public boolean replace(
                Ledger previous,
                Ledger next,
                Operation previousOperation,
                Operation nextOperation,
                ViewLimits limits) {
            return way.replace(real, previous, next, previousOperation, nextOperation, limits);
        }
    }

    private static GenerationLedger operationNotAsked(GenerationLedger ledger) {
        return new ReplacedTogether(
                ledger,
                (real, previous, next, previousOperation, nextOperation, limits) ->
                        real.replace(previous, next, previousOperation, nextOperation, limits)
                                || (nextOperation.isRunning()
                                        && limits.equals(ViewLimits.NONE)
                                        && real.replace(previous, next)));
    }

    private static GenerationLedger viewsUnchecked(GenerationLedger ledger) {
        return new ReplacedTogether(
                ledger,
                (real, previous, next, previousOperation, nextOperation, limits) ->
                        real.replace(previous, next, previousOperation, nextOperation));
    }

    private static Notices noticesUnseen(Notices real) {
        return new NoticeMutants.Forwarding(real) {
            @Override
            public List<Notice> page(int generation, @Nullable StreamId after, int noticesMax) {
                return List.of();
            }
        };
    }

    private static ViewStore repairedWithoutRevision(ViewStore real) {
        return new ForwardingViewStore(real) {
            @Override
            public boolean replace(@Nullable View previous, View next) {
                return super.replace(
                        previous,
                        previous == null
                                ? next
                                : new View(
                                        next.key(),
                                        next.version(),
                                        previous.revision(),
                                        next.body()));
            }
        };
    }
}
