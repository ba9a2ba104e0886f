package dev.orderstream.local.mapping;

/**
 * Where a mapping hands in the batches that it gives up, before it goes on without them. One that
 * throws is asked again after a while, and the shard waits: nothing is lost without a trace.
 */
@FunctionalInterface
public interface FailureDestination {

    /** Keeps a batch. The same one may come twice. */
    void discarded(DiscardedBatch batch);

    /** As without a destination on AWS: what is discarded is gone. */
    static FailureDestination none() {
        return batch -> {};
    }
}
