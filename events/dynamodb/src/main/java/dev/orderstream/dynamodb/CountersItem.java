package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.Counters;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Counters as an item of the read table: each is a number of its own, so that {@code ADD} moves it.
 */
final class CountersItem {

    private CountersItem() {}

    /**
     * The counters that an item holds.
     *
     * @throws UnreadableException where its revision is no whole number
     */
    static Counters read(Map<String, AttributeValue> item) {
        return item.isEmpty() ? Counters.NONE : Required.valid(() -> counters(item));
    }

    private static Counters counters(Map<String, AttributeValue> item) {
        Map<String, BigDecimal> amounts = new HashMap<>();
        long revision = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            String number = attribute.getValue().n();
            if (number != null && attribute.getKey().equals(Tables.REVISION)) {
                revision = Long.parseLong(number);
            } else if (number != null) {
                amounts.put(attribute.getKey(), new BigDecimal(number));
            }
        }
        return new Counters(revision, amounts);
    }

    static Map<String, AttributeValue> write(
            ViewKey key, long revision, Map<String, BigDecimal> amounts) {
        Map<String, AttributeValue> item = new HashMap<>(ReadKeys.item(key));
        amounts.forEach(
                (name, amount) -> item.put(name, AttributeValue.fromN(amount.toPlainString())));
        item.put(Tables.REVISION, AttributeValue.fromN(Long.toString(revision)));
        return item;
    }
}
