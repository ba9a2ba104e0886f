package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Timestamps;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One more try noted of a stream that is parked. The version of its notice only rises; an update
 * can't say so in one expression, so there is one for each case.
 */
record NoticeUpdate(Map<String, AttributeValue> key, long version, String cause, Instant now) {

    private static final String RISING = "attribute_not_exists(#version) OR #version <= :version";

    private static final Map<String, String> NAMES =
            Map.of(
                    "#version", "version",
                    "#cause", "cause",
                    "#last", "last_tried",
                    "#since", "since",
                    "#tries", "tries");

    private static String expression(String version) {
        return "SET #version = "
                + version
                + ", #cause = :cause, #last = :now,"
                + " #since = if_not_exists(#since, :now) ADD #tries :one";
    }

    private Map<String, AttributeValue> values() {
        return Map.of(
                ":version", AttributeValue.fromN(Long.toString(version)),
                ":cause", AttributeValue.fromS(cause),
                ":now", AttributeValue.fromS(Timestamps.format(now)),
                ":one", AttributeValue.fromN("1"));
    }

    /** Where the notice has no higher version. */
    UpdateItemRequest rising(String table) {
        return update(table, expression(":version")).conditionExpression(RISING).build();
    }

    /** Where it has one. */
    UpdateItemRequest keepingVersion(String table) {
        return update(table, expression("if_not_exists(#version, :version)")).build();
    }

    private UpdateItemRequest.Builder update(String table, String expression) {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(key)
                .updateExpression(expression)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(values());
    }

    /** As {@link #rising}, as a part of a transaction. */
    TransactWriteItem risingTogether(String table) {
        return together(table, expression(":version"), RISING);
    }

    /** As {@link #keepingVersion}, as a part of a transaction. */
    TransactWriteItem keepingVersionTogether(String table) {
        return together(table, expression("if_not_exists(#version, :version)"), null);
    }

    private TransactWriteItem together(
            String table, String expression, @Nullable String condition) {
        return TransactWriteItem.builder()
                .update(
                        Update.builder()
                                .tableName(table)
                                .key(key)
                                .updateExpression(expression)
                                .conditionExpression(condition)
                                .expressionAttributeNames(NAMES)
                                .expressionAttributeValues(values())
                                .build())
                .build();
    }
}
