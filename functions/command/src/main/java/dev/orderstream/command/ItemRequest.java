package dev.orderstream.command;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.http.RequestFields;
import dev.orderstream.http.RequestFields.Read;
import dev.orderstream.orders.NewItem;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.UnitPrice;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An item to add, as body or as query parameters, and its fields as they were sent. */
record ItemRequest(NewItem item, Fields sent) {

    private static final String[] NAMES = {"product_id", "quantity", "unit_price", "price"};
    private static final Set<String> NUMBERS = Set.of("quantity", "unit_price", "price");

    /**
     * Reads the item.
     *
     * @throws ProblemException 400 or 422 where it can't be one
     */
    static ItemRequest of(HttpCall call) {
        RequestFields fields = fields(call);
        Read<NewItem> item = read(fields, null);
        fields.check();
        return new ItemRequest(item.get(), fields.accepted());
    }

    private static RequestFields fields(HttpCall call) {
        if (call.query().isEmpty()) {
            return RequestFields.ofBody(call);
        }
        if (call.hasBody()) {
            throw QueryParameters.invalid("Expected a body or query parameters, not both.");
        }
        return RequestFields.ofQuery(call.query().only(NAMES), NUMBERS);
    }

    /** With the order's currency, where it is known already: it bounds the price's decimals. */
    static Read<NewItem> read(RequestFields fields, @Nullable OrderCurrency currency) {
        fields.only(NAMES);
        Read<ProductId> product = fields.text("product_id", ProductId::of);
        Read<Quantity> quantity = fields.number("quantity", Quantity::of);
        Read<UnitPrice> price =
                fields.decimal(
                        "unit_price",
                        "price",
                        amount -> {
                            UnitPrice made = new UnitPrice(amount);
                            return currency == null ? made : currency.check(made);
                        });
        return fields.whenValid(() -> new NewItem(product.get(), quantity.get(), price.get()));
    }
}
