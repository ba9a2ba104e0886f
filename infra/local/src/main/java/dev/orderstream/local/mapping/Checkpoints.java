package dev.orderstream.local.mapping;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a mapping keeps how far it came: per shard the last sequence number whose record, and all
 * before it, is processed, or {@link #SHARD_END}. Losing it is safe: everything is then caught up
 * and read again, and a projection takes a record as often as it comes.
 */
public interface Checkpoints {

    /** In place of a sequence number: the shard is closed, and all of it is processed. */
    String SHARD_END = "SHARD_END";

    /**
     * What was saved last: a place for each shard, and none at all where nothing was saved.
     *
     * @param streamArn another stream's numbers mean nothing, and are not given
     */
    Map<String, String> load(String streamArn);

    /** Replaces all that was kept. */
    void save(String streamArn, Map<String, String> places);

    /** Checkpoints that last as long as the process, for a stream that lasts no longer. */
    static Checkpoints inMemory() {
        Map<String, Map<String, String>> streams = new ConcurrentHashMap<>();
        return new Checkpoints() {
            @Override
            public Map<String, String> load(String streamArn) {
                return streams.getOrDefault(streamArn, Map.of());
            }

            @Override
            public void save(String streamArn, Map<String, String> places) {
                streams.clear();
                streams.put(streamArn, Map.copyOf(places));
            }
        };
    }
}
