package dev.orderstream.orders;

import java.math.BigDecimal;

/** A line of an order. */
public record OrderLine(int line, ProductId productId, Quantity quantity, UnitPrice unitPrice) {

    public BigDecimal subtotal() {
        return unitPrice.amount().multiply(BigDecimal.valueOf(quantity.pieces()));
    }
}
