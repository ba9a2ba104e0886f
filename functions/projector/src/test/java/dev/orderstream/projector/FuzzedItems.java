package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import dev.orderstream.testing.Samples;
import dev.orderstream.testkit.FuzzedInput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Items of the event table, sound ones and such as no code of ours writes. */
final class FuzzedItems {

    private static final int LEVELS_MAX = 4;

    /** The commits of one order, from its creation to its shipment. */
    static final List<DynamodbStreamRecord> ORDER = Samples.stream("insert").getRecords();

    /** Numbers at the edge of something. */
    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-1",
                    "1",
                    "1.5",
                    "1000000001",
                    "2147483648",
                    "9223372036854775807",
                    "9223372036854775808",
                    "1E+125",
                    "1E-130",
                    "99999999999999999999999999999999999999",
                    "");

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "OrderCreated",
                    "OrderItemAdded",
                    "OrderItemRemoved",
                    "OrderShipped",
                    "OrderDelivered",
                    "OrderCancelled",
                    "StockCounted",
                    "StockAdjusted",
                    "StockReserved",
                    "CustomerNamed",
                    "EUR",
                    "JPY",
                    "-",
                    "Order-",
                    "0000-00-00T00:00:00.000Z",
                    "-999999999-01-01T00:00:00.000Z",
                    "+999999999-12-31T23:59:59.999Z",
                    "9999-12-31T23:59:59.999Z",
                    "0000-01-01T00:00:00.000Z");

    /** What an item may have. */
    private static final List<String> NAMES =
            List.of(
                    "stream_id",
                    "version",
                    "events",
                    "snapshot",
                    "schema",
                    "state",
                    "commands",
                    "keyed",
                    "type",
                    "data",
                    "causation_id",
                    "available",
                    "reserved",
                    "quantity",
                    "name",
                    "reason",
                    "line");

    private FuzzedItems() {}

    /** The item of one of the order's commits. */
    static Map<String, AttributeValue> sound(FuzzedInput input) {
        return ORDER.get(input.choice(ORDER.size())).getDynamodb().getNewImage();
    }

    /** An item with other values in some places, and some left out. */
    static Map<String, AttributeValue> spoiled(
            Map<String, AttributeValue> item, FuzzedInput input, int changes) {
        Map<String, AttributeValue> spoiled = item;
        for (int i = 0; i < changes && input.hasMore(); i++) {
            spoiled = changed(spoiled, input);
        }
        return spoiled;
    }

    private static Map<String, AttributeValue> changed(
            Map<String, AttributeValue> fields, FuzzedInput input) {
        Map<String, AttributeValue> changed = new TreeMap<>(fields);
        List<String> names = new ArrayList<>(changed.keySet());
        names.addAll(NAMES);
        String name = names.get(input.choice(names.size()));
        AttributeValue there = changed.get(name);
        if (input.choice(6) == 0) {
            changed.remove(name);
        } else {
            changed.put(name, there == null ? any(input, 0) : changed(there, input));
        }
        return changed;
    }

    /** The value with a change within, or another one. */
    private static AttributeValue changed(AttributeValue value, FuzzedInput input) {
        boolean within = input.choice(4) > 0;
        if (within && value.getM() != null) {
            return new AttributeValue().withM(changed(value.getM(), input));
        }
        if (within && value.getL() != null && !value.getL().isEmpty()) {
            List<AttributeValue> list = new ArrayList<>(value.getL());
            int at = input.choice(list.size());
            list.set(at, changed(list.get(at), input));
            return new AttributeValue().withL(list);
        }
        return any(input, 0);
    }

    /** Any value. */
    static AttributeValue any(FuzzedInput input, int level) {
        AttributeValue value = new AttributeValue();
        return switch (input.choice(level < LEVELS_MAX ? 13 : 9)) {
            case 0 -> value.withS(TEXTS.get(input.choice(TEXTS.size())));
            case 1, 2 -> value.withS(input.text(40));
            case 3 -> value.withN(NUMBERS.get(input.choice(NUMBERS.size())));
            case 4 -> value.withN(input.text(20));
            case 5 -> value.withB(ByteBuffer.wrap(input.bytes(input.choice(100))));
            case 6 -> value.withBOOL(input.choice(2) == 0);
            case 7 -> value.withSS(input.text(4), "x");
            case 8 -> value.withNULL(true);
            case 9 -> value.withNS("1", "2");
            case 10 -> value.withBS(ByteBuffer.wrap(input.bytes(3)));
            case 11 -> {
                List<AttributeValue> list = new ArrayList<>();
                for (int i = input.choice(3); i > 0; i--) {
                    list.add(any(input, level + 1));
                }
                yield value.withL(list);
            }
            default -> {
                Map<String, AttributeValue> fields = new HashMap<>();
                for (int i = input.choice(4); i > 0; i--) {
                    fields.put(NAMES.get(input.choice(NAMES.size())), any(input, level + 1));
                }
                yield value.withM(fields);
            }
        };
    }
}
