package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.Generations;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The generation item of the control table: the number that serves, and where there are others, the
 * one being filled and the one being left.
 */
public final class DynamoDbGenerations implements Generations {

    private static final Map<String, AttributeValue> KEY =
            Map.of(
                    Tables.PK, AttributeValue.fromS(Tables.GENERATIONS_PK),
                    Tables.SK, AttributeValue.fromS("GENERATIONS"));
    private static final String SERVING = "serving";
    private static final String FILLING = "filling";
    private static final String RETIRING = "retiring";

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbGenerations(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.control().name();
    }

    @Override
    public InUse inUse() {
        Map<String, AttributeValue> item = item();
        AttributeValue serving = item.get(SERVING);
        if (serving == null) {
            throw new IllegalStateException("no generation serves: the tables were not set up");
        }
        return new InUse(
                number(serving),
                Stream.of(FILLING, RETIRING)
                        .map(item::get)
                        .filter(Objects::nonNull)
                        .map(DynamoDbGenerations::number)
                        .collect(Collectors.toSet()));
    }

    /** Whether the tables were set up. */
    boolean anyServes() {
        return item().containsKey(SERVING);
    }

    private Map<String, AttributeValue> item() {
        return Faults.reading(() ->
                client.getItem(
                                GetItemRequest.builder()
                                        .tableName(table)
                                        .key(KEY)
                                        .consistentRead(true)
                                        .build())
                        .item());
    }

    private static int number(AttributeValue value) {
        return Integer.parseInt(value.n());
    }

    /** Lets a generation serve where none does yet. */
    void serveFirst(int generation) {
        Map<String, AttributeValue> item = new HashMap<>(KEY);
        item.put(SERVING, AttributeValue.fromN(Integer.toString(generation)));
        try {
            client.putItem(put ->
                    put.tableName(table)
                            .item(item)
                            .conditionExpression("attribute_not_exists(pk)"));
        } catch (ConditionalCheckFailedException e) {
            // One serves already.
        }
    }
}
