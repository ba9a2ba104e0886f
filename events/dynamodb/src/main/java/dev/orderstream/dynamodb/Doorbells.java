package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads items of the event table as the doorbells of their commits. */
public final class Doorbells {

    private Doorbells() {}

    /**
     * The doorbell of an item, without a commit where that can't be read.
     *
     * @param item all of it; its keys are there in any case
     * @return empty where its keys are not those of a commit
     */
    public static Optional<Doorbell> read(BigInteger place, Map<String, AttributeValue> item) {
        try {
            return Optional.of(
                    new Doorbell(
                            place,
                            StreamId.parse(key(item, Tables.STREAM_ID, AttributeValue::s)),
                            Long.parseLong(key(item, Tables.VERSION, AttributeValue::n)),
                            commit(item)));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static String key(
            Map<String, AttributeValue> item,
            String name,
            Function<AttributeValue, @Nullable String> as) {
        AttributeValue value = item.get(name);
        String key = value == null ? null : as.apply(value);
        if (key == null) {
            throw new IllegalArgumentException("no key " + name);
        }
        return key;
    }

    private static Optional<Commit> commit(Map<String, AttributeValue> item) {
        try {
            return Optional.of(CommitSchema.read(item));
        } catch (UnreadableException unreadable) {
            return Optional.empty();
        }
    }
}
