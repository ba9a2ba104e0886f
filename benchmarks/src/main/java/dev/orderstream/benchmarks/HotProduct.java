package dev.orderstream.benchmarks;

import dev.orderstream.command.CommandFunction;
import dev.orderstream.testing.TestTables;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many orders for one counted product are stored in the time of a bare transaction, by the
 * number of writers. What is compared takes turns in each round, so that a busy machine slows both.
 */
public final class HotProduct {

    private static final List<Integer> WRITERS = List.of(1, 4, 8, 16);
    private static final int ROUNDS = 5;

    /** Of each kind in a round; each number of writers divides it. */
    private static final int ORDERS = 64;

    private final TestTables tables;
    private final BareTransactions bare;
    private final Buyers buyers;

    private HotProduct(TestTables tables, BareTransactions bare, Buyers buyers) {
        this.tables = tables;
        this.bare = bare;
        this.buyers = buyers;
    }

    /**
     * What a number of writers made in one round.
     *
     * @param ratio orders a second to bare transactions a second
     * @param transactions for each order: more than 1 where attempts were lost
     * @param queries for each order
     */
    record Made(double ratio, double transactions, double queries) {}

    public static void main(String[] arguments) {
        for (Distance distance : List.of(Distance.NONE, Distance.REGION)) {
            print(distance, measure(distance, ROUNDS, ORDERS), System.out);
        }
    }

    /** What each number of writers made, round by round. */
    static Map<Integer, List<Made>> measure(Distance distance, int rounds, int orders) {
        try (TestTables tables = new TestTables();
                BareTransactions bare = new BareTransactions(tables);
                CommandFunction function = new CommandFunction(tables.properties("none"))) {
            HotProduct product = new HotProduct(tables, bare, new Buyers(function));
            // Not counted: the first one starts cold.
            product.round(orders, WRITERS);
            tables.watch(distance);
            Map<Integer, List<Made>> made = new TreeMap<>();
            for (int n = 0; n < rounds; n++) {
                List<Integer> order = new ArrayList<>(WRITERS);
                Collections.rotate(order, n);
                product.round(orders, order)
                        .forEach((writers, one) ->
                                made.computeIfAbsent(writers, all -> new ArrayList<>()).add(one));
            }
            return made;
        }
    }

    /** Each number of writers between two runs of bare transactions, which it is compared with. */
    private Map<Integer, Made> round(int orders, List<Integer> writersInTurn) {
        Map<Integer, Made> made = new TreeMap<>();
        long before = nanos(() -> bare.run(orders));
        for (int writers : writersInTurn) {
            tables.takeOperations();
            long took = nanos(() -> buyers.order(orders, writers));
            List<String> operations = tables.takeOperations();
            long after = nanos(() -> bare.run(orders));
            made.put(
                    writers,
                    new Made(
                            (before + after) / 2.0 / took,
                            share(operations, "TransactWriteItems", orders),
                            share(operations, "Query", orders)));
            before = after;
        }
        return made;
    }

    private static long nanos(Runnable task) {
        long began = System.nanoTime();
        task.run();
        return System.nanoTime() - began;
    }

    private static double share(List<String> operations, String name, int orders) {
        return (double) Collections.frequency(operations, name) / orders;
    }

    private static void print(Distance distance, Map<Integer, List<Made>> all, PrintStream out) {
        out.printf(
                "Orders for one counted product, DynamoDB %s;%n"
                        + "bare transactions of one writer are 1%n%n",
                distance.name());
        out.println("| writers | orders (median, range) | transactions an order | queries |");
        out.println("| --: | --- | --: | --: |");
        all.forEach((writers, made) -> {
            List<Double> ratios = made.stream().map(Made::ratio).sorted().toList();
            out.printf(
                    Locale.ROOT,
                    "| %d | %.2f (%.2f to %.2f) | %.1f | %.1f |%n",
                    writers,
                    ratios.get(ratios.size() / 2),
                    ratios.getFirst(),
                    ratios.getLast(),
                    made.stream().mapToDouble(Made::transactions).average().orElseThrow(),
                    made.stream().mapToDouble(Made::queries).average().orElseThrow());
        });
        out.println();
    }
}
