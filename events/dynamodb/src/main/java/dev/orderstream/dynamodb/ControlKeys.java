package dev.orderstream.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The primary key of an item of the control table. */
final class ControlKeys {

    private ControlKeys() {}

    static Map<String, AttributeValue> of(String pk, String sk) {
        return Map.of(Tables.PK, AttributeValue.fromS(pk), Tables.SK, AttributeValue.fromS(sk));
    }

    static Map<String, AttributeValue> of(Map<String, AttributeValue> item) {
        return Map.of(
                Tables.PK, Required.attribute(item, Tables.PK),
                Tables.SK, Required.attribute(item, Tables.SK));
    }
}
