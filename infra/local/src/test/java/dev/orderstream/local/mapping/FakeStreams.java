package dev.orderstream.local.mapping;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.SequenceNumberRange;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A stream of shards that a test writes by hand. Each page of a list has one entry, so that a page
 * not followed shows.
 */
final class FakeStreams implements DynamoDbStreamsClient {

    static final String TABLE = "events";

    private final Map<String, FakeShard> shards = new LinkedHashMap<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final List<String> streamArns = new ArrayList<>();
    private long nextNumber = 1;
    private int epoch;
    private boolean iteratorsForgotten;
    private Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    int getRecordsCalls;
    int calls;

    FakeStreams() {
        newTable();
    }

    /** The table is made anew: another stream, without shards. */
    synchronized void newTable() {
        shards.clear();
        streamArns.add(
                "arn:aws:dynamodb:local:0:table/events/stream/2026-01-0" + (streamArns.size() + 1));
        nextNumber = 1;
    }

    synchronized void noTable() {
        shards.clear();
        streamArns.clear();
    }

    synchronized String streamArn() {
        return streamArns.getLast();
    }

    synchronized void shard(String id, String parent) {
        shards.put(id, new FakeShard(parent));
    }

    /** From now on records are created at this clock's time. */
    synchronized void clock(Clock time) {
        clock = time;
    }

    /**
     * Adds a record for each change; the sequence numbers go up across all shards. A change is
     * named by its item's key, with a colon and anything where an item has several.
     */
    synchronized void put(String shard, String... changes) {
        Arrays.stream(changes)
                .map(change -> record(change, ""))
                .forEach(shards.get(shard).records::add);
    }

    /** Adds a record whose new image has a text of this size. */
    synchronized void putLarge(String shard, String change, int bytes) {
        shards.get(shard).records.add(record(change, "x".repeat(bytes)));
    }

    /** Forgets a shard altogether, as the stream does when all of it is trimmed. */
    synchronized void remove(String shard) {
        shards.remove(shard);
    }

    /** Answers for a shard as if it were gone, and still lists it. */
    synchronized void hide(String shard, boolean hidden) {
        shards.get(shard).hidden = hidden;
    }

    synchronized void close(String shard) {
        shards.get(shard).closed = true;
    }

    /** Forgets the first records of a shard, as the stream does after 24 hours. */
    synchronized void trim(String shard, int records) {
        shards.get(shard).trimmed = records;
    }

    /** Trims each read of a shard, as DynamoDB Local does when it has forgotten every record. */
    synchronized void trimAltogether(String shard) {
        shards.get(shard).trimmedAltogether = true;
    }

    /** Makes each read of a shard fail from now on. */
    synchronized void breakShard(String shard) {
        shards.get(shard).broken = true;
    }

    synchronized void mend(String shard) {
        shards.get(shard).broken = false;
    }

    /** Makes all iterators that were given out useless. */
    synchronized void expireIterators() {
        epoch++;
    }

    /** Makes all iterators that were given out unknown, as to a server that was set up anew. */
    synchronized void forgetIterators() {
        epoch++;
        iteratorsForgotten = true;
    }

    synchronized void failNext(RuntimeException... exceptions) {
        failures.addAll(List.of(exceptions));
    }

    @Override
    public synchronized ListStreamsResponse listStreams(ListStreamsRequest request) {
        fail();
        int at = streamArns.indexOf(request.exclusiveStartStreamArn()) + 1;
        if (streamArns.isEmpty()) {
            return ListStreamsResponse.builder().build();
        }
        String arn = streamArns.get(at);
        return ListStreamsResponse.builder()
                .streams(
                        Stream.builder()
                                .streamArn(arn)
                                .streamLabel(arn.substring(arn.lastIndexOf('/') + 1))
                                .build())
                .lastEvaluatedStreamArn(at + 1 < streamArns.size() ? arn : null)
                .build();
    }

    @Override
    public synchronized DescribeStreamResponse describeStream(DescribeStreamRequest request) {
        fail();
        List<String> ids = new ArrayList<>(shards.keySet());
        int at = ids.indexOf(request.exclusiveStartShardId()) + 1;
        StreamDescription.Builder description =
                StreamDescription.builder().streamArn(request.streamArn());
        if (at < ids.size()) {
            String id = ids.get(at);
            description.shards(
                    Shard.builder()
                            .shardId(id)
                            .parentShardId(shards.get(id).parent)
                            .sequenceNumberRange(range(shards.get(id)))
                            .build());
            description.lastEvaluatedShardId(at + 1 < ids.size() ? id : null);
        }
        return DescribeStreamResponse.builder().streamDescription(description.build()).build();
    }

    private static SequenceNumberRange range(FakeShard shard) {
        return SequenceNumberRange.builder()
                .startingSequenceNumber("0")
                .endingSequenceNumber(shard.closed ? "999999" : null)
                .build();
    }

    @Override
    public synchronized GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        fail();
        FakeShard shard = existing(request.streamArn(), request.shardId());
        boolean latest = request.shardIteratorType() == ShardIteratorType.LATEST;
        int at = latest ? shard.records.size() : shard.trimmed;
        if (request.shardIteratorType() == ShardIteratorType.AFTER_SEQUENCE_NUMBER) {
            at = shard.placeOf(request.sequenceNumber()) + 1;
            if (at < shard.trimmed) {
                throw TrimmedDataAccessException.builder().message("trimmed").build();
            }
        }
        return GetShardIteratorResponse.builder()
                .shardIterator(iterator(request.streamArn(), request.shardId(), at))
                .build();
    }

    @Override
    public synchronized GetRecordsResponse getRecords(GetRecordsRequest request) {
        getRecordsCalls++;
        fail();
        String[] iterator = request.shardIterator().split("\\|", -1);
        FakeShard shard = existing(iterator[1], iterator[2]);
        int at = Integer.parseInt(iterator[3]);
        if (Integer.parseInt(iterator[0]) != epoch) {
            throw iteratorsForgotten
                    ? error("ValidationException", 400)
                    : ExpiredIteratorException.builder().message("expired").build();
        }
        if (at < shard.trimmed || shard.trimmedAltogether) {
            throw TrimmedDataAccessException.builder().message("trimmed").build();
        }
        if (shard.broken) {
            throw error("InternalServerError", 500);
        }
        int end = Math.min(at + request.limit(), shard.records.size());
        boolean atEnd = shard.closed && end == shard.records.size();
        return GetRecordsResponse.builder()
                .records(shard.records.subList(at, end))
                .nextShardIterator(atEnd ? null : iterator(iterator[1], iterator[2], end))
                .build();
    }

    @Override
    public String serviceName() {
        return "fake";
    }

    @Override
    public void close() {}

    static DynamoDbException error(String code, int status) {
        return (DynamoDbException)
                DynamoDbException.builder()
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode(code)
                                        .errorMessage(code)
                                        .build())
                        .statusCode(status)
                        .build();
    }

    static String number(long number) {
        return "%021d".formatted(number);
    }

    private void fail() {
        calls++;
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
    }

    private String iterator(String streamArn, String shardId, int at) {
        return epoch + "|" + streamArn + "|" + shardId + "|" + at;
    }

    private FakeShard existing(String streamArn, String shardId) {
        FakeShard shard = shards.get(shardId);
        if (shard == null || shard.hidden || !streamArn.equals(streamArns.getLast())) {
            throw ResourceNotFoundException.builder().message("no such shard").build();
        }
        return shard;
    }

    private Record record(String change, String text) {
        String key = change.split(":", 2)[0];
        return Record.builder()
                .eventID(change)
                .eventName(OperationType.INSERT)
                .dynamodb(
                        StreamRecord.builder()
                                .sequenceNumber(number(nextNumber++))
                                .keys(Map.of("k", AttributeValue.fromS(key)))
                                .newImage(Map.of("v", AttributeValue.fromS(text)))
                                .approximateCreationDateTime(clock.instant())
                                .build())
                .build();
    }

    private static final class FakeShard {

        private final String parent;
        private final List<Record> records = new ArrayList<>();
        private boolean closed;
        private boolean broken;
        private boolean hidden;
        private int trimmed;
        private boolean trimmedAltogether;

        private FakeShard(String parent) {
            this.parent = parent;
        }

        private int placeOf(String number) {
            for (int at = 0; at < records.size(); at++) {
                if (records.get(at).dynamodb().sequenceNumber().equals(number)) {
                    return at;
                }
            }
            throw error("ValidationException", 400);
        }
    }
}
