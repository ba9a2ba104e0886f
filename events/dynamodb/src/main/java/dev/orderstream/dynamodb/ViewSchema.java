package dev.orderstream.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.math.BigDecimal;
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

/**
 * A view as an item of the read table. The places in lists are attributes of their own, since the
 * indexes are keyed by them; what it counts for is kept, so that just that is taken back.
 */
final class ViewSchema {

    static final TableSchema<View> SCHEMA =
            StaticImmutableTableSchema.builder(View.class, Parts.class)
                    .newItemBuilder(Parts::new, parts -> Required.valid(parts::toView))
                    .addAttribute(
                            String.class,
                            text(Tables.PK, view -> view.key().owner(), (p, v) -> p.pk = v)
                                    .andThen(a -> a.tags(primaryPartitionKey())))
                    .addAttribute(
                            String.class,
                            text(Tables.SK, view -> view.key().name(), (p, v) -> p.sk = v)
                                    .andThen(a -> a.tags(primarySortKey())))
                    .addAttribute(
                            Long.class,
                            number(Tables.VERSION, View::version, (p, v) -> p.version = v))
                    .addAttribute(
                            Long.class,
                            number("revision", View::revision, (p, v) -> p.revision = v))
                    .addAttribute(
                            Fields.class,
                            fields(
                                    Tables.SUMMARY,
                                    view -> view.body().summary(),
                                    (p, v) -> p.summary = v))
                    .addAttribute(
                            Fields.class,
                            fields(
                                    "details",
                                    view -> view.body().details(),
                                    (p, v) -> p.details = v))
                    .addAttribute(
                            String.class,
                            text(
                                    Tables.LIST_OWNER,
                                    ofListing(Listing::owner),
                                    (p, v) -> p.listOwner = v))
                    .addAttribute(
                            String.class,
                            text(
                                    Tables.LIST_GROUP,
                                    ofListing(place -> group(place.owner(), place.group())),
                                    (p, v) -> p.listGroup = v))
                    .addAttribute(
                            String.class,
                            text(
                                    Tables.LIST_SORT,
                                    ofListing(Listing::sort),
                                    (p, v) -> p.listSort = v))
                    .addAttribute(
                            String.class,
                            text(
                                    "counters_pk",
                                    ofTally(tally -> tally.counters().owner()),
                                    (p, v) -> p.countersPk = v))
                    .addAttribute(
                            String.class,
                            text(
                                    "counters_sk",
                                    ofTally(tally -> tally.counters().name()),
                                    (p, v) -> p.countersSk = v))
                    .addAttribute(
                            EnhancedType.mapOf(String.class, BigDecimal.class),
                            a ->
                                    a.name("counted")
                                            .getter(ofTally(Tally::amounts))
                                            .setter((p, v) -> p.counted = v))
                    .build();

    private ViewSchema() {}

    /**
     * The view that an item holds.
     *
     * @throws UnreadableException where an attribute is missing or is not as it must be
     */
    static View read(Map<String, AttributeValue> item) {
        return Required.valid(() -> SCHEMA.mapToItem(item));
    }

    /** The partition of a group in the second index. */
    static String group(String owner, String group) {
        return owner + "#" + group;
    }

    private static Consumer<ImmutableAttribute.Builder<View, Parts, String>> text(
            String name,
            Function<View, @Nullable String> getter,
            BiConsumer<Parts, String> setter) {
        return attribute -> attribute.name(name).getter(getter).setter(setter);
    }

    private static Consumer<ImmutableAttribute.Builder<View, Parts, Long>> number(
            String name, Function<View, Long> getter, BiConsumer<Parts, Long> setter) {
        return attribute -> attribute.name(name).getter(getter).setter(setter);
    }

    private static Consumer<ImmutableAttribute.Builder<View, Parts, Fields>> fields(
            String name, Function<View, Fields> getter, BiConsumer<Parts, Fields> setter) {
        return attribute ->
                attribute
                        .name(name)
                        .getter(getter)
                        .setter(setter)
                        .attributeConverter(new DocumentConverter());
    }

    private static <T> Function<View, @Nullable T> ofListing(Function<Listing, T> part) {
        return view -> {
            Listing listing = view.body().listing();
            return listing == null ? null : part.apply(listing);
        };
    }

    private static <T> Function<View, @Nullable T> ofTally(Function<Tally, T> part) {
        return view -> {
            Tally tally = view.body().tally();
            return tally == null ? null : part.apply(tally);
        };
    }

    /** An item's attributes on their way to a view. */
    private static final class Parts {
        private @Nullable String pk;
        private @Nullable String sk;
        private @Nullable Long version;
        private @Nullable Long revision;
        private @Nullable Fields summary;
        private @Nullable Fields details;
        private @Nullable String listOwner;
        private @Nullable String listGroup;
        private @Nullable String listSort;
        private @Nullable String countersPk;
        private @Nullable String countersSk;
        private @Nullable Map<String, BigDecimal> counted;

        View toView() {
            return new View(
                    key(pk, sk),
                    Required.attribute("version", version),
                    Required.attribute("revision", revision),
                    new ViewBody(
                            Required.attribute("summary", summary),
                            Required.attribute("details", details),
                            listing(),
                            tally()));
        }

        private @Nullable Listing listing() {
            if (listOwner == null) {
                return null;
            }
            String group = Required.attribute("list_group", listGroup);
            return new Listing(
                    listOwner,
                    group.substring(listOwner.length() + 1),
                    Required.attribute("list_sort", listSort));
        }

        private @Nullable Tally tally() {
            return countersPk == null
                    ? null
                    : new Tally(
                            key(countersPk, countersSk), Required.attribute("counted", counted));
        }

        private static ViewKey key(@Nullable String pk, @Nullable String sk) {
            return ReadKeys.parse(Required.attribute("pk", pk), Required.attribute("sk", sk));
        }
    }
}
