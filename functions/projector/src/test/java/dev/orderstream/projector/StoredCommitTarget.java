package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import dev.orderstream.dynamodb.CommitSchema;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.orders.CustomerEvent;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.StockEvent;
import dev.orderstream.testkit.FuzzedInput;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What somebody else wrote as a commit: it is read, or told as what can't be. */
public final class StoredCommitTarget {

    private static final int CHANGES_MAX = 6;

    /** With two commands of 40 bytes each. */
    private static final AttributeValue SNAPSHOT =
            new AttributeValue()
                    .withM(
                            Map.of(
                                    "schema",
                                    new AttributeValue().withN("1"),
                                    "state",
                                    new AttributeValue()
                                            .withM(Map.of("x", new AttributeValue().withN("1"))),
                                    "commands",
                                    new AttributeValue().withB(ByteBuffer.allocate(80))));

    private StoredCommitTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzedInput input = new FuzzedInput(bytes);
        Map<String, AttributeValue> sound = new HashMap<>(FuzzedItems.sound(input));
        if (input.choice(2) == 1) {
            sound.put("snapshot", SNAPSHOT);
        }
        var item = FuzzedItems.spoiled(sound, input, CHANGES_MAX);
        try {
            Commit commit = CommitSchema.read(StreamImages.toSdk(item));
            Stream<?> events =
                    switch (commit.stream().category()) {
                        case "Order" -> OrderEvent.CODEC.decode(commit);
                        case "Stock" -> StockEvent.CODEC.decode(commit);
                        default -> CustomerEvent.CODEC.decode(commit);
                    };
            if (events.anyMatch(Objects::isNull)) {
                throw new AssertionError("an event that is none");
            }
        } catch (UnreadableException told) {
            // As it shall be.
        }
    }
}
