package dev.orderstream.orders;

/** A line to be: it gets its number when it is added. */
public record NewItem(ProductId productId, Quantity quantity, UnitPrice unitPrice) {}
