package dev.orderstream.local.mapping;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Which records of a shard are done. Lanes get on at their own pace, so the checkpoint is the last
 * record below which, itself included, everything is done.
 */
final class ShardProgress {

    /** A lane that fails on and on lets the others get ahead of it by this many records. */
    private static final int AHEAD_RECORDS_MAX = 100_000;

    private final String streamArn;
    private final int openRecordsMax;
    private final long openBytesMax;

    /** The sequence numbers of the records that are not below the checkpoint yet. */
    private final Deque<String> ahead = new ArrayDeque<>();

    private final NavigableSet<Long> openPlaces = new TreeSet<>();
    private long openBytes;
    private long aheadFrom;

    ShardProgress(String streamArn, int openRecordsMax, long openBytesMax) {
        this.streamArn = streamArn;
        this.openRecordsMax = openRecordsMax;
        this.openBytesMax = openBytesMax;
    }

    /** How many more records may be read for now. */
    synchronized int room() {
        if (openBytes >= openBytesMax) {
            return 0;
        }
        return Math.clamp(
                Math.min(openRecordsMax - openPlaces.size(), AHEAD_RECORDS_MAX - ahead.size()),
                0,
                openRecordsMax);
    }

    /** Takes records in that are to be done, in the order of the shard. */
    synchronized List<Arrival> read(List<Record> records) {
        List<Arrival> arrivals = new ArrayList<>();
        for (Record record : records) {
            long place = aheadFrom + ahead.size();
            int bytes = EventJson.recordBytes(record, streamArn);
            arrivals.add(new Arrival(record, bytes, place));
            ahead.add(record.dynamodb().sequenceNumber());
            openPlaces.add(place);
            openBytes += bytes;
        }
        return arrivals;
    }

    /** The checkpoint, where it moves. */
    synchronized Optional<String> done(List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            openPlaces.remove(arrival.place());
            openBytes -= arrival.bytes();
        }
        Optional<String> checkpoint = Optional.empty();
        while (!ahead.isEmpty() && !openPlaces.contains(aheadFrom)) {
            checkpoint = Optional.of(ahead.remove());
            aheadFrom++;
        }
        return checkpoint;
    }

    synchronized boolean allDone() {
        return openPlaces.isEmpty();
    }
}
