package dev.orderstream.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Puts items whose revision rises, each in place of the one that was read. */
record RevisedItem(DynamoDbClient client, String table) {

    /**
     * Puts an item where the stored one is still the one that was read.
     *
     * @param previous the revision that is replaced, 0 where there is to be no item
     * @return false where another writer was faster
     */
    boolean put(Map<String, AttributeValue> item, long previous) {
        PutItemRequest.Builder put =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(item)
                        .expressionAttributeNames(Map.of("#revision", Tables.REVISION));
        if (previous == 0) {
            put.conditionExpression("attribute_not_exists(#revision)");
        } else {
            put.conditionExpression("#revision = :revision")
                    .expressionAttributeValues(
                            Map.of(":revision", AttributeValue.fromN(Long.toString(previous))));
        }
        try {
            Faults.writing(() -> client.putItem(put.build()));
            return true;
        } catch (ConditionalCheckFailedException faster) {
            return false;
        }
    }
}
