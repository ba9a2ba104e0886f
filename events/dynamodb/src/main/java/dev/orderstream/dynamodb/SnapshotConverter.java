package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.UnreadableException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A snapshot as a map {@code {schema, state, commands}}, the commands packed into a binary. */
final class SnapshotConverter implements AttributeConverter<Snapshot> {

    @Override
    public AttributeValue transformFrom(Snapshot snapshot) {
        return AttributeValue.fromM(
                Map.of(
                        "schema",
                        AttributeValue.fromN(Integer.toString(snapshot.schema())),
                        "state",
                        DocumentConverter.write(snapshot.state()),
                        "commands",
                        AttributeValue.fromB(
                                SdkBytes.fromByteArrayUnsafe(snapshot.commands().packed()))));
    }

    /**
     * The snapshot, or nothing where it has another form than this code knows: what it says stands
     * in the commits, too.
     */
    @Override
    public @Nullable Snapshot transformTo(AttributeValue value) {
        Map<String, AttributeValue> parts = value.m();
        AttributeValue schema = parts.get("schema");
        AttributeValue state = parts.get("state");
        AttributeValue commands = parts.get("commands");
        if (schema == null
                || schema.n() == null
                || state == null
                || commands == null
                || commands.b() == null) {
            return null;
        }
        try {
            return new Snapshot(
                    Integer.parseInt(schema.n()),
                    DocumentConverter.readFields(state),
                    KnownCommands.unpack(commands.b().asByteArrayUnsafe()));
        } catch (NumberFormatException | UnreadableException e) {
            return null;
        }
    }

    @Override
    public EnhancedType<Snapshot> type() {
        return EnhancedType.of(Snapshot.class);
    }

    @Override
    public AttributeValueType attributeValueType() {
        return AttributeValueType.M;
    }
}
