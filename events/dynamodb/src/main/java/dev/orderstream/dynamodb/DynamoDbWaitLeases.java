package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.view.WaitLeases;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The leases of long waits, an item of the control table per place: {@code WAIT#n} / {@code LEASE}.
 * Each call is one conditional {@code UpdateItem} of one write unit, the only right that it needs.
 */
public final class DynamoDbWaitLeases implements WaitLeases {

    private static final String SORT = "LEASE";
    private static final String HOLDER = "lease_holder";
    private static final String UNTIL = "lease_until";
    private static final Map<String, String> NAMES = Map.of("#holder", HOLDER, "#until", UNTIL);

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbWaitLeases(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.control().name();
    }

    @Override
    public boolean acquire(int place, String holder, Instant now, Instant until) {
        return update(
                UpdateItemRequest.builder()
                        .tableName(table)
                        .key(key(place))
                        .updateExpression("SET #holder = :holder, #until = :until")
                        // Its own holder: a request that the SDK sends again may have succeeded.
                        .conditionExpression(
                                "attribute_not_exists(#holder) OR #until <= :now"
                                        + " OR #holder = :holder")
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(
                                Map.of(
                                        ":holder", AttributeValue.fromS(holder),
                                        ":now", AttributeValue.fromS(Timestamps.format(now)),
                                        ":until", AttributeValue.fromS(Timestamps.format(until))))
                        .build());
    }

    @Override
    public void release(int place, String holder) {
        update(
                UpdateItemRequest.builder()
                        .tableName(table)
                        .key(key(place))
                        .updateExpression("REMOVE #holder, #until")
                        .conditionExpression("#holder = :holder")
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(Map.of(":holder", AttributeValue.fromS(holder)))
                        .build());
    }

    /** Whether the condition held. */
    private boolean update(UpdateItemRequest update) {
        try {
            Faults.writing(() -> client.updateItem(update));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    static Map<String, AttributeValue> key(int place) {
        return ControlKeys.of(ControlKeys.WAIT + place, SORT);
    }
}
