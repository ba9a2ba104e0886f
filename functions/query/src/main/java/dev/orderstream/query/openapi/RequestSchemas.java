package dev.orderstream.query.openapi;

import static dev.orderstream.query.openapi.Schema.integer;
import static dev.orderstream.query.openapi.Schema.object;
import static dev.orderstream.query.openapi.Schema.oneOf;
import static dev.orderstream.query.openapi.Schema.optional;
import static dev.orderstream.query.openapi.Schema.required;
import static dev.orderstream.query.openapi.Schema.text;
import static dev.orderstream.query.openapi.Schema.word;

import dev.orderstream.http.RequestFields;
import dev.orderstream.orders.Customer;
import dev.orderstream.orders.OrderCommand;
import dev.orderstream.orders.OrderStatus;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.orders.StatusChange;
import dev.orderstream.orders.Stock;
import dev.orderstream.orders.StockCommand;
import dev.orderstream.orders.UnitPrice;
import java.util.List;

/** What is sent. */
final class RequestSchemas {

    private static final Schema REASON = text(StatusChange.REASON_MAX);
    private static final Schema SHIPMENT_TEXT = text(StatusChange.SHIPMENT_TEXT_MAX);

    static final Component UNIT_PRICE =
            new Component(
                    "UnitPrice",
                    oneOf(
                                    Schema.decimal(UnitPrice.MAX),
                                    Schema.form(RequestFields.DECIMAL)
                                            .with(json ->
                                                    json.number(
                                                            "maxLength",
                                                            RequestFields.DECIMAL_CHARACTERS_MAX)))
                            .describedAs(
                                    "An exact decimal, as a number or as a text, from 0 to %s, with at"
                                                    .formatted(UnitPrice.MAX.toPlainString())
                                            + " most the decimals of the order's currency."));

    static final Component NEW_ITEM =
            new Component(
                    "NewItem",
                    object(
                                    required("product_id", Forms.PRODUCT_ID),
                                    required("quantity", Forms.QUANTITY),
                                    optional("unit_price", UNIT_PRICE.ref()),
                                    optional(
                                            "price",
                                            UNIT_PRICE
                                                    .ref()
                                                    .describedAs("The old name of unit_price.")
                                                    .deprecated()))
                            .describedAs("A line to be; just one of unit_price and price is there.")
                            .with(json ->
                                    json.object(
                                                    "if",
                                                    has -> has.texts("required", List.of("price")))
                                            .object(
                                                    "then",
                                                    then ->
                                                            then.object(
                                                                    "not",
                                                                    not ->
                                                                            not.texts(
                                                                                    "required",
                                                                                    List.of(
                                                                                            "unit_price"))))
                                            .object(
                                                    "else",
                                                    other ->
                                                            other.texts(
                                                                    "required",
                                                                    List.of("unit_price")))));

    static final Component ADDRESS =
            new Component(
                    "ShippingAddress",
                    object(
                            optional("name", text(ShippingAddress.LINE_MAX)),
                            required("line1", text(ShippingAddress.LINE_MAX)),
                            optional("line2", text(ShippingAddress.LINE_MAX)),
                            required("city", text(ShippingAddress.PLACE_MAX)),
                            optional("postal_code", text(ShippingAddress.POSTAL_CODE_MAX)),
                            optional("region", text(ShippingAddress.PLACE_MAX)),
                            required("country", Forms.COUNTRY)));

    static final Component CREATE_ORDER =
            new Component(
                    "CreateOrder",
                    object(
                            required("customer_id", Forms.CUSTOMER_ID),
                            required(
                                    "items",
                                    Schema.list(NEW_ITEM.ref(), 1, OrderCommand.LINES_MAX)),
                            required("shipping_address", ADDRESS.ref()),
                            optional("currency", Forms.CURRENCY)));

    static final Component SHIP_ORDER =
            new Component(
                    "ShipOrder",
                    object(
                            required("status", word(OrderStatus.SHIPPED.word())),
                            optional("carrier", SHIPMENT_TEXT),
                            optional("tracking_number", SHIPMENT_TEXT)));

    static final Component DELIVER_ORDER =
            new Component(
                    "DeliverOrder", object(required("status", word(OrderStatus.DELIVERED.word()))));

    static final Component CANCEL_ORDER =
            new Component(
                    "CancelOrder",
                    object(
                            required("status", word(OrderStatus.CANCELLED.word())),
                            optional("reason", REASON)));

    static final Component CHANGE_STATUS =
            Forms.union("ChangeStatus", "status", SHIP_ORDER, DELIVER_ORDER, CANCEL_ORDER);

    static final Component NAME_CUSTOMER =
            new Component("NameCustomer", object(required("name", text(Customer.NAME_MAX))));

    static final Component COUNT_STOCK =
            new Component(
                    "CountStock",
                    object(
                            required(
                                    "available",
                                    integer(0, Stock.PIECES_MAX)
                                            .describedAs(
                                                    "What may be sold from now on; pieces that"
                                                            + " orders hold are not in it."))));

    static final Component ADJUST_STOCK =
            new Component(
                    "AdjustStock",
                    object(
                            required(
                                    "delta",
                                    integer(-Stock.PIECES_MAX, Stock.PIECES_MAX)
                                            .with(json ->
                                                    json.object(
                                                            "not", zero -> zero.number("const", 0)))
                                            .describedAs("What came, or went: less than 0.")),
                            optional("reason", text(StockCommand.REASON_MAX))));

    static final List<Component> ALL =
            List.of(
                    UNIT_PRICE,
                    NEW_ITEM,
                    ADDRESS,
                    CREATE_ORDER,
                    SHIP_ORDER,
                    DELIVER_ORDER,
                    CANCEL_ORDER,
                    CHANGE_STATUS,
                    NAME_CUSTOMER,
                    COUNT_STOCK,
                    ADJUST_STOCK);

    private RequestSchemas() {}
}
