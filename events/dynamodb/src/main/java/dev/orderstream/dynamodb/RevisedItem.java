package dev.orderstream.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * An item whose revision rises with each write, in the place of the one that was read.
 *
 * @param previous the revision that is replaced, 0 where there is to be no item
 */
record RevisedItem(String table, Map<String, AttributeValue> item, long previous) {

    private static final Map<String, String> NAMES = Map.of("#revision", Tables.REVISION);

    private String condition() {
        return previous == 0 ? "attribute_not_exists(#revision)" : "#revision = :revision";
    }

    private Map<String, AttributeValue> values() {
        return previous == 0
                ? Map.of()
                : Map.of(":revision", AttributeValue.fromN(Long.toString(previous)));
    }

    /** False where another writer was faster. */
    boolean put(DynamoDbClient client) {
        PutItemRequest.Builder put =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(condition())
                        .expressionAttributeNames(NAMES);
        if (previous > 0) {
            put.expressionAttributeValues(values());
        }
        try {
            Faults.writing(() -> client.putItem(put.build()));
            return true;
        } catch (ConditionalCheckFailedException | TransactionConflictException faster) {
            return false;
        }
    }

    /** The same as a part of a transaction. */
    TransactWriteItem inTransaction() {
        Put.Builder put =
                Put.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(condition())
                        .expressionAttributeNames(NAMES);
        if (previous > 0) {
            put.expressionAttributeValues(values());
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }
}
