package dev.orderstream.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.UnreadableCommitException;
import dev.orderstream.eventsourcing.UnreadableException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.ImmutableAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A commit as the item of the event table. */
public final class CommitSchema {

    /** True where the sender could change only their own streams; else absent. */
    static final String BY_OWNER = "by_owner";

    static final TableSchema<Commit> SCHEMA =
            new StoredItems<>(
                    StaticImmutableTableSchema.builder(Commit.class, Parts.class)
                            .newItemBuilder(Parts::new, parts -> Required.valid(parts::toCommit))
                            .addAttribute(
                                    String.class,
                                    text(
                                                    Tables.STREAM_ID,
                                                    c -> c.stream().toString(),
                                                    (p, v) -> p.streamId = v)
                                            .andThen(a -> a.tags(primaryPartitionKey())))
                            .addAttribute(
                                    Long.class,
                                    a ->
                                            a.name(Tables.VERSION)
                                                    .getter(Commit::version)
                                                    .setter((p, v) -> p.version = v)
                                                    .tags(primarySortKey()))
                            .addAttribute(
                                    EnhancedType.listOf(StoredEvent.class),
                                    a ->
                                            a.name("events")
                                                    .getter(Commit::events)
                                                    .setter((p, v) -> p.events = v)
                                                    .attributeConverter(new EventsConverter()))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "recorded_at",
                                            c -> Timestamps.format(c.recordedAt()),
                                            (p, v) -> p.recordedAt = v))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "command_id",
                                            c -> c.origin().commandId().hex(),
                                            (p, v) -> p.commandId = v))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "command_hash",
                                            c -> c.origin().commandHash().hex(),
                                            (p, v) -> p.commandHash = v))
                            .addAttribute(
                                    Boolean.class,
                                    a ->
                                            a.name("keyed")
                                                    .getter(c -> c.origin().keyed() ? true : null)
                                                    .setter((p, v) -> p.keyed = v)
                                                    .attributeConverter(new FlagConverter()))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "user_id",
                                            c -> c.origin().userId(),
                                            (p, v) -> p.userId = v))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "correlation_id",
                                            c -> c.origin().correlationId(),
                                            (p, v) -> p.correlationId = v))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "causation_id",
                                            c -> c.origin().causationId(),
                                            (p, v) -> p.causationId = v))
                            .addAttribute(
                                    Boolean.class,
                                    a ->
                                            a.name(BY_OWNER)
                                                    .getter(c -> c.origin().byOwner() ? true : null)
                                                    .setter((p, v) -> p.byOwner = v)
                                                    .attributeConverter(new FlagConverter()))
                            .addAttribute(
                                    String.class,
                                    text(Tables.OWNER, Commit::owner, (p, v) -> p.owner = v))
                            .addAttribute(
                                    Snapshot.class,
                                    a ->
                                            a.name("snapshot")
                                                    .getter(Commit::snapshot)
                                                    .setter((p, v) -> p.snapshot = v)
                                                    .attributeConverter(new SnapshotConverter()))
                            .build(),
                    CommitSchema::unreadable);

    private CommitSchema() {}

    /**
     * The commit that an item holds; attributes that it does not know are passed over.
     *
     * @throws UnreadableException where one is missing or has another type
     */
    public static Commit read(Map<String, AttributeValue> item) {
        return SCHEMA.mapToItem(item);
    }

    /** With the place of the commit, where its keys have one. */
    private static UnreadableException unreadable(
            Map<String, AttributeValue> item, UnreadableException reason) {
        try {
            return new UnreadableCommitException(
                    StreamId.parse(Required.attribute(item, Tables.STREAM_ID).s()),
                    Long.parseLong(Required.attribute(item, Tables.VERSION).n()),
                    reason);
        } catch (RuntimeException foreign) {
            return reason;
        }
    }

    private static Consumer<ImmutableAttribute.Builder<Commit, Parts, String>> text(
            String name,
            Function<Commit, @Nullable String> getter,
            BiConsumer<Parts, String> setter) {
        return attribute -> attribute.name(name).getter(getter).setter(setter);
    }

    /** An item's attributes on their way to a commit. */
    private static final class Parts {
        private @Nullable String streamId;
        private @Nullable Long version;
        private @Nullable List<StoredEvent> events;
        private @Nullable String recordedAt;
        private @Nullable String commandId;
        private @Nullable String commandHash;
        private boolean keyed;
        private @Nullable String userId;
        private @Nullable String correlationId;
        private @Nullable String causationId;
        private boolean byOwner;
        private @Nullable String owner;
        private @Nullable Snapshot snapshot;

        Commit toCommit() {
            return new Commit(
                    StreamId.parse(Required.attribute("stream_id", streamId)),
                    Required.attribute("version", version),
                    Timestamps.parse(Required.attribute("recorded_at", recordedAt)),
                    Required.attribute("events", events),
                    new Commit.Origin(
                            new Digest(Required.attribute("command_id", commandId)),
                            new Digest(Required.attribute("command_hash", commandHash)),
                            keyed,
                            Required.attribute("user_id", userId),
                            Required.attribute("correlation_id", correlationId),
                            causationId,
                            byOwner),
                    owner,
                    snapshot);
        }
    }
}
