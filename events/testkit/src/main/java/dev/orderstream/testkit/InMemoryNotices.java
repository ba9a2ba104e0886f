package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Notices that last as long as their process; any thread may use them. */
public final class InMemoryNotices implements Notices {

    private static final Comparator<StreamId> BY_NAME = Comparator.comparing(StreamId::toString);

    private final Map<Place, Notice> notices = new HashMap<>();

    private final IntPredicate beside;

    /** Of generations of which none is asked what it is. */
    public InMemoryNotices() {
        this(generation -> true);
    }

    /** Beside the generations of a ledger. */
    public InMemoryNotices(InMemoryLedger ledger) {
        this(ledger::touchBeside);
    }

    private InMemoryNotices(IntPredicate beside) {
        this.beside = beside;
    }

    private record Place(int generation, StreamId stream) {}

    @Override
    public synchronized void park(
            int generation, StreamId stream, long version, String cause, Instant now) {
        notices.merge(
                new Place(generation, stream),
                new Notice(generation, stream, version, cause, now, now, 1),
                (before, next) ->
                        new Notice(
                                generation,
                                stream,
                                Math.max(before.version(), version),
                                cause,
                                before.since(),
                                now,
                                before.tries() + 1));
    }

    @Override
    public boolean parkBeside(
            int generation, StreamId stream, long version, String cause, Instant now) {
        if (!beside.test(generation)) {
            return false;
        }
        park(generation, stream, version, cause, now);
        return true;
    }

    @Override
    public synchronized List<Notice> page(
            int generation, @Nullable StreamId after, int noticesMax) {
        return notices.values().stream()
                .filter(notice -> notice.generation() == generation)
                .filter(notice -> after == null || BY_NAME.compare(notice.stream(), after) > 0)
                .sorted(Comparator.comparing(Notice::stream, BY_NAME))
                .limit(noticesMax)
                .toList();
    }

    @Override
    public synchronized Optional<Notice> find(int generation, StreamId stream) {
        return Optional.ofNullable(notices.get(new Place(generation, stream)));
    }

    @Override
    public synchronized void removeAll(int generation) {
        notices.keySet().removeIf(place -> place.generation() == generation);
    }

    @Override
    public synchronized void remove(Notice notice) {
        notices.remove(new Place(notice.generation(), notice.stream()), notice);
    }
}
