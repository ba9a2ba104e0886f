package dev.orderstream.local.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A place in one shard that moves on as it is read, and that the stream may have forgotten. */
final class ShardCursor {

    /** What came of a read. */
    sealed interface Read {

        /**
         * Records, or none for now.
         *
         * @param end whether the shard is closed and nothing follows
         */
        record Page(List<Record> records, boolean end) implements Read {

            public Page {
                records = List.copyOf(records);
            }
        }

        /** The place is to be opened again: it is not known yet what is there. */
        record Unopened() implements Read {}

        /** The stream forgot the place: records may be missed. */
        record Lost() implements Read {}
    }

    /** As many as GetRecords gives. */
    private static final int READ_RECORDS_MAX = 1_000;

    private final DynamoDbStreamsClient streams;
    private final String streamArn;
    private final String shardId;

    private StartingPosition start;
    private @Nullable String after;
    private @Nullable String iterator;
    private boolean forgiven;

    /**
     * Makes one that has read nothing.
     *
     * @param after the last sequence number not to read again, or nothing to begin at the start
     */
    ShardCursor(
            DynamoDbStreamsClient streams,
            String streamArn,
            String shardId,
            StartingPosition start,
            @Nullable String after) {
        this.streams = streams;
        this.streamArn = streamArn;
        this.shardId = shardId;
        this.start = start;
        this.after = after;
    }

    /**
     * Reads on.
     *
     * @throws SdkException where it can't for now; asked again, it goes on from the same place
     */
    Read read(int recordsMax) {
        try {
            if (iterator == null) {
                iterator = open();
            }
            return page(iterator, Math.min(recordsMax, READ_RECORDS_MAX));
        } catch (ExpiredIteratorException e) {
            iterator = null;
            return new Read.Unopened();
        } catch (TrimmedDataAccessException e) {
            iterator = null;
            return trimmed();
        } catch (SdkException e) {
            // It may be about the iterator, and a new one from the same place costs little.
            iterator = null;
            throw e;
        }
    }

    /** Forgets its place: all that the shard still has is read. */
    void startAgain() {
        iterator = null;
        after = null;
        start = StartingPosition.TRIM_HORIZON;
        forgiven = false;
    }

    private Read page(String from, int recordsMax) {
        GetRecordsResponse page =
                streams.getRecords(request -> request.shardIterator(from).limit(recordsMax));
        iterator = page.nextShardIterator();
        if (page.hasRecords() && !page.records().isEmpty()) {
            after = page.records().getLast().dynamodb().sequenceNumber();
        }
        return new Read.Page(page.records(), iterator == null);
    }

    /**
     * Without a place there is nothing to lose: DynamoDB Local trims the iterator at the start of a
     * shard that was empty. It does so once.
     */
    private Read trimmed() {
        if (after == null && !forgiven) {
            forgiven = true;
            return new Read.Unopened();
        }
        return new Read.Lost();
    }

    private String open() {
        if (after == null) {
            String first = iterator(ShardIteratorType.fromValue(start.name()), null);
            // Opened again, the newest record may be one that is missed so far.
            start = StartingPosition.TRIM_HORIZON;
            return first;
        }
        try {
            return iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, after);
        } catch (DynamoDbException e) {
            if (!isValidation(e)) {
                throw e;
            }
            // The number is none of this shard's: the table was made anew.
            throw TrimmedDataAccessException.builder().message(e.getMessage()).cause(e).build();
        }
    }

    private String iterator(ShardIteratorType type, @Nullable String sequenceNumber) {
        return streams.getShardIterator(
                        request -> {
                            request.streamArn(streamArn).shardId(shardId).shardIteratorType(type);
                            if (sequenceNumber != null) {
                                request.sequenceNumber(sequenceNumber);
                            }
                        })
                .shardIterator();
    }

    private static boolean isValidation(DynamoDbException e) {
        return e.awsErrorDetails() != null
                && "ValidationException".equals(e.awsErrorDetails().errorCode());
    }
}
