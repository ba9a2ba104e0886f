package dev.orderstream.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A word that something is found by, as an item of the read table that is nothing but its key. */
final class TokenSchema {

    static final TableSchema<Item> SCHEMA =
            StoredItems.of(
                    StaticImmutableTableSchema.builder(Item.class, Parts.class)
                            .newItemBuilder(Parts::new, parts -> Required.valid(parts::toItem))
                            .addAttribute(
                                    String.class,
                                    a ->
                                            a.name(Tables.PK)
                                                    .getter(Item::partition)
                                                    .setter((p, v) -> p.partition = v)
                                                    .tags(primaryPartitionKey()))
                            .addAttribute(
                                    String.class,
                                    a ->
                                            a.name(Tables.SK)
                                                    .getter(Item::place)
                                                    .setter((p, v) -> p.place = v)
                                                    .tags(primarySortKey()))
                            .build());

    private TokenSchema() {}

    static Map<String, AttributeValue> key(String partition, String place) {
        return Map.of(
                Tables.PK, AttributeValue.fromS(partition), Tables.SK, AttributeValue.fromS(place));
    }

    /** The partition of a word, and the place of something that has it. */
    record Item(String partition, String place) {}

    static String partition(String word) {
        return "TOKEN#" + word;
    }

    /** An item's attributes on their way to it. */
    private static final class Parts {
        private @Nullable String partition;
        private @Nullable String place;

        Item toItem() {
            return new Item(Required.attribute("pk", partition), Required.attribute("sk", place));
        }
    }
}
