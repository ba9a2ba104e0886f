package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.projector.BatchLag;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.LagNotes;
import dev.orderstream.eventsourcing.projector.SentHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of the control table that the lag is estimated from, all of the partition {@code
 * HEARTBEAT}: {@code SENT}, lists with a place for each stream; {@code ARRIVED}, an attribute for
 * each stream; and {@code LATE#0} to {@code LATE#6}, each for ten seconds of the last 70. Each item
 * is less than 1 KB, all are less than 4 KB. Other items of the partition, such as {@code LAST} of
 * earlier releases, are passed over.
 */
final class LagSchema {

    static final String NOTED_AT = "noted_at";
    static final String LAG_MS = "lag_ms";

    private static final String SENT = "SENT";
    private static final String SENT_AT = "sent_at";
    private static final String PENDING_SINCE = "pending_since";
    private static final String VERSIONS = "versions";
    private static final String ARRIVED = "ARRIVED";
    private static final String ARRIVED_PREFIX = "stream_";
    private static final String LATE_PREFIX = "LATE#";

    private static final long SLOT_SECONDS = 10;

    /** As many as cover the time for which a lag counts, and the slot that is being filled. */
    private static final long SLOTS = LagNotes.BATCH_COUNTS_FOR.toSeconds() / SLOT_SECONDS + 1;

    static final Map<String, AttributeValue> ARRIVED_KEY = key(ARRIVED);

    private LagSchema() {}

    static LagNotes read(List<Map<String, AttributeValue>> items) {
        Map<Integer, SentHeartbeat> sent = new HashMap<>();
        Map<Integer, Instant> arrived = new HashMap<>();
        List<BatchLag> late = new ArrayList<>();
        for (Map<String, AttributeValue> item : items) {
            String sk = Required.attribute(item, Tables.SK).s();
            if (sk.equals(SENT)) {
                sent.putAll(Required.valid(() -> sent(item)));
            } else if (sk.equals(ARRIVED)) {
                arrived.putAll(arrived(item));
            } else if (sk.startsWith(LATE_PREFIX)) {
                late.add(late(item));
            }
        }
        return new LagNotes(sent, arrived, late);
    }

    static Map<String, AttributeValue> sent(Map<Integer, SentHeartbeat> sent, Instant now) {
        List<AttributeValue> sentAt = new ArrayList<>();
        List<AttributeValue> pendingSince = new ArrayList<>();
        List<AttributeValue> versions = new ArrayList<>();
        for (int number = 0; number < Heartbeat.STREAMS; number++) {
            SentHeartbeat last = sent.get(number);
            sentAt.add(last == null ? AttributeValue.fromNul(true) : time(last.sentAt()));
            pendingSince.add(
                    last == null ? AttributeValue.fromNul(true) : time(last.pendingSince()));
            versions.add(AttributeValue.fromN(last == null ? "0" : Long.toString(last.version())));
        }
        Map<String, AttributeValue> item = new HashMap<>(key(SENT));
        item.put(NOTED_AT, time(now));
        item.put(SENT_AT, AttributeValue.fromL(sentAt));
        item.put(PENDING_SINCE, AttributeValue.fromL(pendingSince));
        item.put(VERSIONS, AttributeValue.fromL(versions));
        return item;
    }

    private static Map<Integer, SentHeartbeat> sent(Map<String, AttributeValue> item) {
        List<AttributeValue> sentAt = Required.attribute(item, SENT_AT).l();
        List<AttributeValue> pendingSince = Required.attribute(item, PENDING_SINCE).l();
        List<AttributeValue> versions = Required.attribute(item, VERSIONS).l();
        Map<Integer, SentHeartbeat> sent = new HashMap<>();
        for (int number = 0; number < sentAt.size(); number++) {
            if (sentAt.get(number).s() != null) {
                sent.put(
                        number,
                        new SentHeartbeat(
                                time(PENDING_SINCE, pendingSince.get(number)),
                                time(SENT_AT, sentAt.get(number)),
                                number(VERSIONS, versions.get(number))));
            }
        }
        return sent;
    }

    /** The attribute of {@code ARRIVED} for a stream. */
    static String arrived(int number) {
        return ARRIVED_PREFIX + number;
    }

    private static Map<Integer, Instant> arrived(Map<String, AttributeValue> item) {
        Map<Integer, Instant> arrived = new HashMap<>();
        IntStream.range(0, Heartbeat.STREAMS)
                .filter(number -> item.containsKey(arrived(number)))
                .forEach(number ->
                        arrived.put(number, time(arrived(number), item.get(arrived(number)))));
        return arrived;
    }

    /** Those of some arrivals that are news to the item. */
    static Map<Integer, Instant> newer(
            Map<Integer, Instant> sentAt, Map<String, AttributeValue> item, Instant now) {
        Map<Integer, Instant> known = arrived(item);
        Map<Integer, Instant> newer = new HashMap<>(sentAt);
        newer.entrySet()
                .removeIf(beat -> {
                    Instant before = known.get(beat.getKey());
                    return before != null
                            && !before.isBefore(beat.getValue())
                            && LagNotes.isPlausible(before, now);
                });
        return newer;
    }

    static Map<String, AttributeValue> late(BatchLag batch) {
        long slot = Math.floorMod(slot(batch.notedAt()), SLOTS);
        Map<String, AttributeValue> item = new HashMap<>(key(LATE_PREFIX + slot));
        item.put(NOTED_AT, time(batch.notedAt()));
        item.put(LAG_MS, millis(batch.lag()));
        return item;
    }

    private static BatchLag late(Map<String, AttributeValue> item) {
        return new BatchLag(
                Duration.ofMillis(number(LAG_MS, item.get(LAG_MS))),
                time(NOTED_AT, item.get(NOTED_AT)));
    }

    /** When the ten seconds began that a time is in. */
    static Instant slotBegin(Instant time) {
        return Instant.ofEpochSecond(slot(time) * SLOT_SECONDS);
    }

    private static long slot(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SLOT_SECONDS);
    }

    static AttributeValue millis(Duration time) {
        return AttributeValue.fromN(Long.toString(time.toMillis()));
    }

    private static AttributeValue time(Instant time) {
        return AttributeValue.fromS(Timestamps.format(time));
    }

    private static Instant time(String name, @Nullable AttributeValue value) {
        return Timestamps.parse(Required.attribute(name, Required.attribute(name, value).s()));
    }

    private static long number(String name, @Nullable AttributeValue value) {
        String digits = Required.attribute(name, Required.attribute(name, value).n());
        return Required.valid(() -> Long.parseLong(digits));
    }

    private static Map<String, AttributeValue> key(String sk) {
        return ControlKeys.of(ControlKeys.HEARTBEAT, sk);
    }
}
