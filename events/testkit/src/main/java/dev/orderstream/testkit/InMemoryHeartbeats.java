package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.projector.BatchLag;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import dev.orderstream.eventsourcing.projector.LagNotes;
import dev.orderstream.eventsourcing.projector.SentHeartbeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The notes of heartbeats, for as long as their process lasts; any thread may use them. */
public final class InMemoryHeartbeats implements Heartbeats {

    private final Map<Integer, Instant> arrived = new HashMap<>();
    private final List<BatchLag> late = new ArrayList<>();
    private Map<Integer, SentHeartbeat> sent = Map.of();
    private @Nullable Instant sentNotedAt;

    @Override
    public synchronized LagNotes read() {
        return new LagNotes(sent, arrived, late);
    }

    @Override
    public synchronized void sent(Map<Integer, SentHeartbeat> all, Instant now) {
        if (replaces(sentNotedAt, now, now) || now.equals(sentNotedAt)) {
            sent = Map.copyOf(all);
            sentNotedAt = now;
        }
    }

    @Override
    public synchronized Map<Integer, Instant> arrived(Map<Integer, Instant> sentAt, Instant now) {
        Map<Integer, Instant> news = new HashMap<>(sentAt);
        news.entrySet()
                .removeIf(beat -> !replaces(arrived.get(beat.getKey()), beat.getValue(), now));
        arrived.putAll(news);
        return news;
    }

    /** Whether a time takes the place of one that was noted before it. */
    private static boolean replaces(@Nullable Instant noted, Instant next, Instant now) {
        return noted == null || noted.isBefore(next) || !LagNotes.isPlausible(noted, now);
    }

    @Override
    public synchronized void late(BatchLag batch) {
        Instant old = batch.notedAt().minus(LagNotes.BATCH_COUNTS_FOR);
        late.removeIf(before ->
                !before.notedAt().isAfter(old)
                        || !LagNotes.isPlausible(before.notedAt(), batch.notedAt()));
        late.add(batch);
    }
}
