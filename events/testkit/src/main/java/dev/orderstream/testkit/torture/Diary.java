package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Timestamps;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What happened: how often, and the last of it for who looks into a failure. */
final class Diary {

    private static final int ENTRIES_MAX = 60;

    private final InstantSource clock;
    private final Map<Happening, Integer> counts = new EnumMap<>(Happening.class);
    private final Deque<Entry> last = new ArrayDeque<>();

    private record Entry(Instant at, Supplier<String> text) {
        @Override
        public String toString() {
            return Timestamps.format(at) + " " + text.get();
        }
    }

    Diary(InstantSource clock) {
        this.clock = clock;
    }

    void count(Happening what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** The text is made only when somebody reads it, so it must not change meanwhile. */
    void note(Happening what, Supplier<String> text) {
        count(what);
        note(() -> what + " " + text.get());
    }

    void note(Supplier<String> text) {
        if (last.size() == ENTRIES_MAX) {
            last.remove();
        }
        last.add(new Entry(clock.instant(), text));
    }

    Map<Happening, Integer> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    @Override
    public String toString() {
        return last.stream().map(Entry::toString).collect(Collectors.joining("\n"));
    }
}
