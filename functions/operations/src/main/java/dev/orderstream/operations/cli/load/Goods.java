package dev.orderstream.operations.cli.load;

import dev.orderstream.orders.NewItem;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.UnitPrice;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;

/** What is bought: some products far more often than others, mostly one piece. */
record Goods(RandomGenerator random) {

    private static final int PRODUCTS = 500;
    private static final int CENTS_MAX = 25_000;

    NewItem item() {
        double skewed = Math.pow(random.nextDouble(), 3);
        int product = (int) (skewed * PRODUCTS);
        // A product has one price.
        int cents = 99 + (product * 7_919) % CENTS_MAX;
        int pieces = random.nextInt(3) == 0 ? random.nextInt(2, 6) : 1;
        return new NewItem(
                new ProductId("load-%04d".formatted(product)),
                new Quantity(pieces),
                new UnitPrice(BigDecimal.valueOf(cents, 2)));
    }
}
