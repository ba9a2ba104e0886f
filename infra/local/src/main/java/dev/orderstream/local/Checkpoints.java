package dev.orderstream.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a poller keeps how far it came: per shard the last sequence number whose record, and all
 * before it, the function has processed. Losing it is safe, for a projection takes a record as
 * often as it comes; everything is then read again.
 */
interface Checkpoints {

    /**
     * The sequence number of each shard.
     *
     * @param streamArn another stream's numbers mean nothing, and are not given
     */
    Map<String, String> load(String streamArn);

    /** Replaces all that was kept. */
    void save(String streamArn, Map<String, String> sequenceNumbers);

    /** Checkpoints that last as long as the process, for a stream that lasts no longer. */
    static Checkpoints inMemory() {
        Map<String, Map<String, String>> streams = new ConcurrentHashMap<>();
        return new Checkpoints() {
            @Override
            public Map<String, String> load(String streamArn) {
                return streams.getOrDefault(streamArn, Map.of());
            }

            @Override
            public void save(String streamArn, Map<String, String> sequenceNumbers) {
                streams.clear();
                streams.put(streamArn, Map.copyOf(sequenceNumbers));
            }
        };
    }
}
