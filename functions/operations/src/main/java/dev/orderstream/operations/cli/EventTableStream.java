package dev.orderstream.operations.cli;

import dev.orderstream.dynamodb.CommitSchema;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.UnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The changes of the event table, for somebody to look at: nothing depends on it, so it keeps no
 * place and asks no function. A shard is begun when its parent has been read to its end.
 */
final class EventTableStream {

    /** How long a new shard may go unnoticed that is no child of one that has ended. */
    private static final Duration LOOK_PAUSE = Duration.ofSeconds(10);

    /** After so many in a row nothing follows for now. */
    private static final int EMPTY_PAGES_MAX = 5;

    private final DynamoDbStreamsClient streams;
    private final DynamoDbClient client;
    private final Tables tables;
    private final InstantSource clock;
    private final Ticker ticker = Ticker.system();
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private ShardIteratorType from;
    private @Nullable String arn;
    private long lookedNanos;

    /**
     * Where reading goes on in a shard.
     *
     * @param begunAt how it was begun
     * @param after the last number that was read; null before the first
     */
    private record Position(String iterator, ShardIteratorType begunAt, @Nullable String after) {}

    /**
     * Nothing is read yet.
     *
     * @param fromTheStart whether what the stream still has comes first
     */
    EventTableStream(
            DynamoDbStreamsClient streams,
            DynamoDbClient client,
            Tables tables,
            boolean fromTheStart,
            InstantSource clock) {
        this.streams = streams;
        this.client = client;
        this.tables = tables;
        this.clock = clock;
        this.from = fromTheStart ? ShardIteratorType.TRIM_HORIZON : ShardIteratorType.LATEST;
    }

    /** Finds the place where reading begins. */
    void open() {
        String table = tables.events().name();
        arn = client.describeTable(request -> request.tableName(table)).table().latestStreamArn();
        if (arn == null) {
            throw new RefusedCommandException("the table %s has no stream".formatted(table));
        }
        look();
        // Shards that come from now on have nothing that was there before.
        from = ShardIteratorType.TRIM_HORIZON;
    }

    /**
     * Reads up to where the stream is now, however fast it grows: each shard up to its first record
     * that is newer than this call, by this machine's clock, or until nothing follows for now.
     */
    void toNow(Consumer<Commit> consumer) {
        Instant now = clock.instant();
        open();
        Map<String, Integer> emptyPages = new HashMap<>();
        for (List<String> left = left(emptyPages); !left.isEmpty(); left = left(emptyPages)) {
            for (String shard : left) {
                List<Record> page = read(shard);
                List<Record> meant = page.stream().takeWhile(each -> !isNewer(each, now)).toList();
                meant.stream().flatMap(EventTableStream::commit).forEach(consumer);
                if (meant.size() < page.size()) {
                    positions.remove(shard);
                }
                emptyPages.put(shard, page.isEmpty() ? emptyPages.getOrDefault(shard, 0) + 1 : 0);
            }
        }
    }

    /** The shards that may still have something; one may have empty pages before that. */
    private List<String> left(Map<String, Integer> emptyPages) {
        return positions.keySet().stream()
                .filter(shard -> emptyPages.getOrDefault(shard, 0) < EMPTY_PAGES_MAX)
                .toList();
    }

    private static boolean isNewer(Record record, Instant than) {
        return record.dynamodb().approximateCreationDateTime().isAfter(than);
    }

    /** What has come since the last call, in the order of each thing. */
    List<Commit> read() {
        if (ticker.nanoTime() - lookedNanos > LOOK_PAUSE.toNanos()) {
            look();
        }
        List<Commit> commits = new ArrayList<>();
        for (String shard : List.copyOf(positions.keySet())) {
            read(shard).stream().flatMap(EventTableStream::commit).forEach(commits::add);
        }
        return commits;
    }

    private List<Record> read(String shard) {
        Position position = positions.get(shard);
        if (position == null) {
            return List.of();
        }
        try {
            GetRecordsResponse page =
                    streams.getRecords(request -> request.shardIterator(position.iterator()));
            if (page.nextShardIterator() == null) {
                end(shard);
            } else {
                positions.put(
                        shard,
                        new Position(
                                page.nextShardIterator(),
                                position.begunAt(),
                                page.records().isEmpty()
                                        ? position.after()
                                        : page.records().getLast().dynamodb().sequenceNumber()));
            }
            return page.records();
        } catch (ExpiredIteratorException late) {
            positions.put(shard, begin(shard, position.begunAt(), position.after()));
        } catch (TrimmedDataAccessException lost) {
            // What was forgotten meanwhile is not there to be shown.
            positions.put(shard, begin(shard, ShardIteratorType.TRIM_HORIZON, null));
        } catch (ResourceNotFoundException gone) {
            end(shard);
        }
        return List.of();
    }

    private void end(String shard) {
        positions.remove(shard);
        ended.add(shard);
        look();
    }

    private void look() {
        lookedNanos = ticker.nanoTime();
        List<Shard> listed = shards();
        Set<String> ids = new HashSet<>();
        listed.forEach(shard -> ids.add(shard.shardId()));
        for (Shard shard : listed) {
            boolean parentIsRead =
                    !ids.contains(String.valueOf(shard.parentShardId()))
                            || ended.contains(shard.parentShardId());
            if (from == ShardIteratorType.LATEST && isClosed(shard)) {
                begun.add(shard.shardId());
                ended.add(shard.shardId());
            } else if (parentIsRead && begun.add(shard.shardId())) {
                positions.put(shard.shardId(), begin(shard.shardId(), from, null));
            }
        }
    }

    private static boolean isClosed(Shard shard) {
        return shard.sequenceNumberRange() != null
                && shard.sequenceNumberRange().endingSequenceNumber() != null;
    }

    private List<Shard> shards() {
        List<Shard> found = new ArrayList<>();
        String after = null;
        do {
            DescribeStreamResponse page = describe(after);
            found.addAll(page.streamDescription().shards());
            after = page.streamDescription().lastEvaluatedShardId();
        } while (after != null);
        return found;
    }

    private DescribeStreamResponse describe(@Nullable String after) {
        return streams.describeStream(request -> {
            request.streamArn(arn);
            if (after != null) {
                request.exclusiveStartShardId(after);
            }
        });
    }

    private Position begin(String shard, ShardIteratorType at, @Nullable String after) {
        String iterator =
                streams.getShardIterator(
                                request -> {
                                    request.streamArn(arn).shardId(shard);
                                    if (after == null) {
                                        request.shardIteratorType(at);
                                    } else {
                                        request.shardIteratorType(
                                                        ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                                .sequenceNumber(after);
                                    }
                                })
                        .shardIterator();
        return new Position(iterator, at, after);
    }

    private static Stream<Commit> commit(Record record) {
        if (record.eventName() != OperationType.INSERT || !record.dynamodb().hasNewImage()) {
            return Stream.empty();
        }
        try {
            return Stream.of(CommitSchema.read(record.dynamodb().newImage()));
        } catch (UnreadableException foreign) {
            return Stream.empty();
        }
    }
}
