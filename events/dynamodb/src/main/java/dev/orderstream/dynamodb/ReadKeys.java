package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The primary key of an item of the read table. */
final class ReadKeys {

    private ReadKeys() {}

    static Map<String, AttributeValue> item(ViewKey key) {
        return Map.of(
                Tables.PK, AttributeValue.fromS(key.owner()),
                Tables.SK, AttributeValue.fromS(key.name()));
    }
}
