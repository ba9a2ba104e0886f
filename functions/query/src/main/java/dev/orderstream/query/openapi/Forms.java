package dev.orderstream.query.openapi;

import static dev.orderstream.query.openapi.Schema.integer;
import static dev.orderstream.query.openapi.Schema.integerFrom;
import static dev.orderstream.query.openapi.Schema.oneOf;
import static dev.orderstream.query.openapi.Schema.optional;
import static dev.orderstream.query.openapi.Schema.required;
import static dev.orderstream.query.openapi.Schema.string;
import static dev.orderstream.query.openapi.Schema.word;

import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderStatus;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.query.openapi.Schema.Member;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The forms that bodies share, sent or answered. */
final class Forms {

    static final Schema ORDER_ID = Schema.form(OrderId.FORM);
    static final Schema CUSTOMER_ID = Schema.form(CustomerId.FORM);
    static final Schema PRODUCT_ID = Schema.form(ProductId.FORM);
    static final Schema CURRENCY =
            Schema.form("[A-Z]{3}")
                    .describedAs(
                            "An ISO 4217 code. A request must name a currency that is in use and"
                                    + " has a number of decimals.");
    static final Schema STATUS = Schema.words(statuses());

    static final Schema COUNTRY =
            Schema.form("[A-Z]{2}").describedAs("An ISO 3166-1 alpha-2 code.");
    static final Schema QUANTITY = integer(1, Quantity.PIECES_MAX);
    static final Schema MONEY =
            Schema.decimal().describedAs("Exact, with the decimals of the order's currency.");
    static final Schema LINE = integerFrom(1);
    static final Schema VERSION = integerFrom(1);
    static final Member STREAM = required("stream_id", string());
    static final Member STREAM_VERSION = required("version", VERSION);
    static final Member WARNING =
            optional(
                    "_warning",
                    word("Data may be stale")
                            .describedAs(
                                    "Present if the response is older than the version that was waited for."));

    private Forms() {}

    static Stream<String> statuses() {
        return Arrays.stream(OrderStatus.values()).map(OrderStatus::word);
    }

    /** Objects that one of their members tells apart: each has one word there. */
    static Component union(String name, String member, Component... choices) {
        return new Component(
                name,
                oneOf(Arrays.stream(choices).map(Component::ref).toArray(Schema[]::new))
                        .with(json ->
                                json.object(
                                        "discriminator",
                                        discriminator ->
                                                discriminator.text("propertyName", member))));
    }

    /** A line's members, and these. */
    static Member[] line(Member... more) {
        return joined(
                List.of(
                        required("line", LINE),
                        required("product_id", PRODUCT_ID),
                        required("quantity", QUANTITY),
                        required("unit_price", MONEY)),
                more);
    }

    static Member[] joined(List<Member> first, Member... more) {
        return Stream.concat(first.stream(), Arrays.stream(more)).toArray(Member[]::new);
    }
}
