package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The whole event table, by a strongly consistent {@code Scan}: one read unit per 4 KB of it. */
public final class DynamoDbAllCommits implements AllCommits {

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbAllCommits(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.events().name();
    }

    @Override
    public void forEachPage(Consumer<List<Doorbell>> page) {
        Map<String, AttributeValue> from = Map.of();
        do {
            ScanRequest scan =
                    ScanRequest.builder()
                            .tableName(table)
                            .consistentRead(true)
                            .exclusiveStartKey(from.isEmpty() ? null : from)
                            .build();
            ScanResponse read = Faults.reading(() -> client.scan(scan));
            page.accept(
                    read.items().stream()
                            .flatMap(item -> Doorbells.read(BigInteger.ZERO, item).stream())
                            .toList());
            from = read.lastEvaluatedKey();
        } while (!from.isEmpty());
    }
}
