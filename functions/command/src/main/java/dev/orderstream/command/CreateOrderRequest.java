package dev.orderstream.command;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.RequestFields;
import dev.orderstream.http.RequestFields.Read;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.NewItem;
import dev.orderstream.orders.OrderCommand;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.orders.Texts;
import java.util.List;

/** The body of {@code POST /orders}, and its fields as they were sent. */
record CreateOrderRequest(
        CustomerId customerId,
        OrderCurrency currency,
        List<NewItem> items,
        ShippingAddress shippingAddress,
        Fields sent) {

    /**
     * Reads the body.
     *
     * @throws ProblemException 400 or 422 where it can't be an order
     */
    static CreateOrderRequest of(HttpCall call, OrderCurrency defaultCurrency) {
        RequestFields body =
                RequestFields.ofBody(call)
                        .only("customer_id", "items", "shipping_address", "currency");
        Read<CustomerId> customer = body.text("customer_id", CustomerId::of);
        Read<OrderCurrency> currency = body.optionalText("currency", OrderCurrency::new);
        OrderCurrency used = currency.orElse(defaultCurrency);
        // A currency that is refused judges no price: that would be a second error of one cause.
        OrderCurrency known = body.isRefused("currency", currency) ? null : used;
        Read<List<Read<NewItem>>> items =
                body.list(
                        "items", 1, OrderCommand.LINES_MAX, item -> ItemRequest.read(item, known));
        Read<Read<ShippingAddress>> address =
                body.object("shipping_address", CreateOrderRequest::address);
        body.check();
        return new CreateOrderRequest(
                customer.get(),
                used,
                items.get().stream().map(Read::get).toList(),
                address.get().get(),
                body.accepted());
    }

    private static Read<ShippingAddress> address(RequestFields fields) {
        fields.only("name", "line1", "line2", "city", "postal_code", "region", "country");
        Read<String> name = text(fields, "name", ShippingAddress.LINE_MAX);
        Read<String> line1 =
                fields.text("line1", text -> Texts.check(text, ShippingAddress.LINE_MAX));
        Read<String> line2 = text(fields, "line2", ShippingAddress.LINE_MAX);
        Read<String> city =
                fields.text("city", text -> Texts.check(text, ShippingAddress.PLACE_MAX));
        Read<String> postalCode = text(fields, "postal_code", ShippingAddress.POSTAL_CODE_MAX);
        Read<String> region = text(fields, "region", ShippingAddress.PLACE_MAX);
        Read<String> country = fields.text("country", ShippingAddress::checkCountry);
        return fields.whenValid(() ->
                new ShippingAddress(
                        name.value(),
                        line1.get(),
                        line2.value(),
                        city.get(),
                        postalCode.value(),
                        region.value(),
                        country.get()));
    }

    private static Read<String> text(RequestFields fields, String name, int max) {
        return fields.optionalText(name, text -> Texts.check(text, max));
    }
}
