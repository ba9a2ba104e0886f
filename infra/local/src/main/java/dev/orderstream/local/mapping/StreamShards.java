package dev.orderstream.local.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What there is to read: a table's stream and the stream's shards, every page of them. */
final class StreamShards {

    private final DynamoDbStreamsClient streams;
    private final String tableName;

    StreamShards(DynamoDbStreamsClient streams, String tableName) {
        this.streams = streams;
        this.tableName = tableName;
    }

    /** The table's newest stream. A table that had its stream turned off and on has older ones. */
    Optional<String> newestStream() {
        List<Stream> found = new ArrayList<>();
        String from = null;
        do {
            ListStreamsResponse page = listStreams(from);
            found.addAll(page.streams());
            from = page.lastEvaluatedStreamArn();
        } while (from != null);
        // A label is the time of the stream's start, of fixed width.
        return found.stream().max(Comparator.comparing(Stream::streamLabel)).map(Stream::streamArn);
    }

    List<Shard> shards(String streamArn) {
        List<Shard> found = new ArrayList<>();
        String from = null;
        do {
            DescribeStreamResponse page = describeStream(streamArn, from);
            found.addAll(page.streamDescription().shards());
            from = page.streamDescription().lastEvaluatedShardId();
        } while (from != null);
        return found;
    }

    private ListStreamsResponse listStreams(@Nullable String from) {
        return streams.listStreams(request -> {
            request.tableName(tableName);
            if (from != null) {
                request.exclusiveStartStreamArn(from);
            }
        });
    }

    private DescribeStreamResponse describeStream(String streamArn, @Nullable String from) {
        return streams.describeStream(request -> {
            request.streamArn(streamArn);
            if (from != null) {
                request.exclusiveStartShardId(from);
            }
        });
    }

    @Override
    public String toString() {
        return "the stream of " + tableName;
    }
}
