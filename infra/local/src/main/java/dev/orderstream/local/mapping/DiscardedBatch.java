package dev.orderstream.local.mapping;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Records that a mapping gave up, and how it came to that.
 *
 * @param requestId of the last invocation with them
 * @param invocations how often the function was invoked with this very batch
 * @param threw whether the last invocation threw; otherwise it reported a failure, if there was one
 * @param at when they were given up
 * @param records at least one, in the order of the shard
 */
public record DiscardedBatch(
        String functionName,
        String requestId,
        Condition condition,
        int invocations,
        boolean threw,
        Instant at,
        String streamArn,
        String shardId,
        List<Record> records) {

    public DiscardedBatch {
        records = List.copyOf(records);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("records: expected at least one, got none");
        }
    }

    /** Why a batch is given up. */
    public enum Condition {
        RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
        RECORD_AGE_EXCEEDED("RecordAgeExceeded");

        private final String text;

        Condition(String text) {
            this.text = text;
        }

        /** As Lambda writes it. */
        public String text() {
            return text;
        }
    }
}
