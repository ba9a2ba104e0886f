package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.projector.AllCommits;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The whole event table. */
public final class DynamoDbAllCommits implements AllCommits {

    private final DynamoDbClient client;
    private final TableDefinition table;

    /** Each may be one more stream to be read, folded and written. */
    private static final int ITEMS_MAX = 250;

    private final SegmentScan scan;

    public DynamoDbAllCommits(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.events();
        this.scan = new SegmentScan(client, table, ITEMS_MAX, request -> {});
    }

    @Override
    public Page read(Segment segment, @Nullable Place after) {
        ScanResponse page = scan.read(segment, after);
        return new Page(
                page.items().stream()
                        .flatMap(item -> Doorbells.read(BigInteger.ZERO, item).stream())
                        .toList(),
                scan.next(page));
    }

    /** What DynamoDB says of the table, which it counts every six hours. */
    @Override
    public long estimate() {
        return Faults.reading(() ->
                client.describeTable(describe -> describe.tableName(table.name()))
                        .table()
                        .itemCount());
    }
}
