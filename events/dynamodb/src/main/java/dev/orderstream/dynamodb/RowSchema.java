package dev.orderstream.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondarySortKey;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.view.ViewStore.Row;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.ImmutableAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** A row of a list as the indexes hold it. It is only read: views are what is written. */
final class RowSchema {

    static final TableSchema<Row> SCHEMA =
            StoredItems.of(
                    StaticImmutableTableSchema.builder(Row.class, Parts.class)
                            .newItemBuilder(Parts::new, Parts::toRow)
                            .addAttribute(
                                    String.class,
                                    a ->
                                            a.name(Tables.PK)
                                                    .getter(row -> row.key().owner())
                                                    .setter((parts, value) -> parts.pk = value)
                                                    .tags(primaryPartitionKey()))
                            .addAttribute(
                                    String.class,
                                    a ->
                                            a.name(Tables.SK)
                                                    .getter(row -> row.key().name())
                                                    .setter((parts, value) -> parts.sk = value)
                                                    .tags(primarySortKey()))
                            .addAttribute(
                                    String.class,
                                    unread(Tables.LIST_OWNER)
                                            .andThen(a ->
                                                    a.tags(secondaryPartitionKey(Tables.BY_OWNER))))
                            .addAttribute(
                                    String.class,
                                    unread(Tables.LIST_GROUP)
                                            .andThen(a ->
                                                    a.tags(secondaryPartitionKey(Tables.BY_GROUP))))
                            .addAttribute(
                                    String.class,
                                    a ->
                                            a.name(Tables.LIST_SORT)
                                                    .getter(Row::place)
                                                    .setter((parts, value) -> parts.place = value)
                                                    .tags(
                                                            secondarySortKey(
                                                                    List.of(
                                                                            Tables.BY_OWNER,
                                                                            Tables.BY_GROUP))))
                            .addAttribute(
                                    Long.class,
                                    a ->
                                            a.name(Tables.VERSION)
                                                    .getter(Row::version)
                                                    .setter((parts, value) ->
                                                            parts.version = value))
                            .addAttribute(
                                    Fields.class,
                                    a ->
                                            a.name(Tables.SUMMARY)
                                                    .getter(Row::summary)
                                                    .setter((parts, value) -> parts.summary = value)
                                                    .attributeConverter(new DocumentConverter()))
                            .build());

    private RowSchema() {}

    /** A key that the query needs to know of and its answer does not show. */
    private static Consumer<ImmutableAttribute.Builder<Row, Parts, String>> unread(String name) {
        return attribute -> attribute.name(name).getter(row -> name).setter((parts, value) -> {});
    }

    /** An item's attributes on their way to a row. */
    private static final class Parts {
        private @Nullable String pk;
        private @Nullable String sk;
        private @Nullable String place;
        private @Nullable Long version;
        private @Nullable Fields summary;

        Row toRow() {
            return new Row(
                    ReadKeys.parse(Required.attribute("pk", pk), Required.attribute("sk", sk)),
                    Required.attribute("list_sort", place),
                    Required.attribute("version", version),
                    Required.attribute("summary", summary));
        }
    }
}
