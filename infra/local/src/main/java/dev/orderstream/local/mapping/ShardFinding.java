package dev.orderstream.local.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/**
 * What a look at a stream's shards comes to.
 *
 * @param listed all shards that the stream has
 * @param begin those to begin now: of each, the parent is read to its end or gone
 * @param over those that are closed and can't be found: listed, but gone
 * @param missed whether records may be missed that were in shards which are gone
 */
record ShardFinding(Set<String> listed, List<String> begin, Set<String> over, boolean missed) {

    /**
     * Compares the shards with what is known of them.
     *
     * @param reading shards that have a reader
     * @param unfound those of them that could not be found
     * @param atStart whether this is the first look: nobody can say how old a shard is
     */
    static ShardFinding of(
            List<Shard> shards,
            Places places,
            Set<String> reading,
            Set<String> unfound,
            boolean atStart) {
        Set<String> listed = shards.stream().map(Shard::shardId).collect(Collectors.toSet());
        Set<String> over =
                shards.stream()
                        .filter(shard -> isClosed(shard) && unfound.contains(shard.shardId()))
                        .map(Shard::shardId)
                        .collect(Collectors.toSet());
        List<String> begin = new ArrayList<>();
        boolean missed =
                (atStart && places.none())
                        || !listed.containsAll(places.begun())
                        || !over.isEmpty();
        for (Shard shard : shards) {
            String id = shard.shardId();
            String parent = shard.parentShardId();
            boolean parentEnded = parent != null && places.ended(parent);
            boolean waits = parent != null && listed.contains(parent) && !parentEnded;
            boolean read = reading.contains(id) && !unfound.contains(id);
            if (waits || read || over.contains(id) || places.ended(id)) {
                continue;
            }
            begin.add(id);
            // As long as a parent is listed, nothing of its children is trimmed: they are younger.
            boolean whole =
                    places.has(id)
                            || (parent == null && !atStart)
                            || (parentEnded && listed.contains(parent));
            missed |= !whole;
        }
        return new ShardFinding(listed, begin, over, missed);
    }

    /** An open shard that can't be found is looked for again, a closed one has been trimmed. */
    private static boolean isClosed(Shard shard) {
        return shard.sequenceNumberRange() != null
                && shard.sequenceNumberRange().endingSequenceNumber() != null;
    }
}
