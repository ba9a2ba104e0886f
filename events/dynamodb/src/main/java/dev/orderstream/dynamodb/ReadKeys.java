package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.UnreadableException;
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

    /**
     * The key of an item.
     *
     * @throws UnreadableException where it is nobody's
     */
    static ViewKey parse(String pk, String sk) {
        int hash = pk.indexOf('#');
        if (hash < 0) {
            throw new UnreadableException("pk: expected kind#id");
        }
        return new ViewKey(pk.substring(0, hash), pk.substring(hash + 1), sk);
    }
}
