package dev.orderstream.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.ImmutableAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** A commit in its stream's history, as an item of the read table. */
final class HistorySchema {

    static final TableSchema<Item> SCHEMA =
            StoredItems.of(
                    StaticImmutableTableSchema.builder(Item.class, Parts.class)
                            .newItemBuilder(Parts::new, parts -> Required.valid(parts::toItem))
                            .addAttribute(
                                    String.class,
                                    text(Tables.PK, Item::owner, (p, v) -> p.owner = v)
                                            .andThen(a -> a.tags(primaryPartitionKey())))
                            .addAttribute(
                                    String.class,
                                    text(
                                                    Tables.SK,
                                                    item -> sortKey(item.entry().version()),
                                                    (p, v) -> {})
                                            .andThen(a -> a.tags(primarySortKey())))
                            .addAttribute(
                                    Long.class,
                                    a ->
                                            a.name(Tables.VERSION)
                                                    .getter(item -> item.entry().version())
                                                    .setter((p, v) -> p.version = v))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "recorded_at",
                                            item -> Timestamps.format(item.entry().recordedAt()),
                                            (p, v) -> p.recordedAt = v))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "user_id",
                                            item -> item.entry().userId(),
                                            (p, v) -> p.userId = v))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "correlation_id",
                                            item -> item.entry().correlationId(),
                                            (p, v) -> p.correlationId = v))
                            .addAttribute(
                                    String.class,
                                    text(
                                            "causation_id",
                                            item -> item.entry().causationId(),
                                            (p, v) -> p.causationId = v))
                            .addAttribute(
                                    Boolean.class,
                                    a ->
                                            a.name(CommitSchema.BY_OWNER)
                                                    .getter(item ->
                                                            item.entry().byOwner() ? true : null)
                                                    .setter((p, v) -> p.byOwner = v)
                                                    .attributeConverter(new FlagConverter()))
                            .addAttribute(
                                    EnhancedType.listOf(StoredEvent.class),
                                    a ->
                                            a.name("events")
                                                    .getter(item -> item.entry().events())
                                                    .setter((p, v) -> p.events = v)
                                                    .attributeConverter(new EventsConverter()))
                            .build());

    private HistorySchema() {}

    /** An entry and whose it is. */
    record Item(String owner, HistoryEntry entry) {}

    /** Padded, so that the text of versions sorts as they do. */
    static String sortKey(long version) {
        return String.format(Locale.ROOT, "HISTORY#%010d", version);
    }

    private static Consumer<ImmutableAttribute.Builder<Item, Parts, String>> text(
            String name,
            Function<Item, @Nullable String> getter,
            BiConsumer<Parts, String> setter) {
        return attribute -> attribute.name(name).getter(getter).setter(setter);
    }

    /** An item's attributes on their way to an entry. */
    private static final class Parts {
        private @Nullable String owner;
        private @Nullable Long version;
        private @Nullable String recordedAt;
        private @Nullable String userId;
        private @Nullable String correlationId;
        private @Nullable String causationId;
        private boolean byOwner;
        private @Nullable List<StoredEvent> events;

        Item toItem() {
            return new Item(
                    Required.attribute("pk", owner),
                    new HistoryEntry(
                            Required.attribute("version", version),
                            Timestamps.parse(Required.attribute("recorded_at", recordedAt)),
                            Required.attribute("user_id", userId),
                            Required.attribute("correlation_id", correlationId),
                            causationId,
                            byOwner,
                            Required.attribute("events", events)));
        }
    }
}
