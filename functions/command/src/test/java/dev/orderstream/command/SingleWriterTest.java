package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodblocal.faults.Fault;
import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who writes alone is never told of a conflict, however many of DynamoDB's answers are lost: what
 * he meets is his own. Each answer is predicted by a model that knows the rules from the API's
 * description.
 */
class SingleWriterTest {

    private static final int RUNS = Seeds.runs(1, 10);
    private static final int COMMANDS = 300;
    private static final int LOST_PER_MILLE = 200;
    private static final int LOST_MIN = COMMANDS / 5;

    private static TestTables tables;
    private static StoredOrders stored;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        stored = new StoredOrders(tables);
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @Test
    void a_single_writer_meets_nobody_but_himself_while_answers_are_lost() {
        Seeds.forEach(
                RUNS,
                (seed, random) -> {
                    Weather weather =
                            new Weather(
                                    new SplittableRandom(random.nextLong()),
                                    new FaultRates(
                                            Map.of(Fault.LOST_ANSWER, LOST_PER_MILLE),
                                            Duration.ofMillis(1)));
                    try (CommandFunction function =
                            new CommandFunction(tables.properties("jwt", weather))) {
                        Writer writer = new Writer(function, seed, random);
                        weather.stormy();
                        for (int n = 0; n < COMMANDS; n++) {
                            writer.sendSomeCommand();
                        }
                        weather.calm();
                        writer.orders.forEach(order ->
                                assertThat(stored.commits(order.id)).hasSize((int) order.version));
                    }
                    assertThat(weather.counts().get(Fault.LOST_ANSWER))
                            .isGreaterThanOrEqualTo(LOST_MIN);
                });
    }

    /** An order as it should be. */
    private static final class Order {
        private final String id;
        private final SortedSet<Integer> lines = new TreeSet<>(List.of(1, 2));
        private int nextLine = 3;
        private String status = "pending";
        private long version = 1;

        Order(String id) {
            this.id = id;
        }

        int add() {
            if (!status.equals("pending") || lines.size() == 50) {
                return 409;
            }
            lines.add(nextLine++);
            return changed();
        }

        int remove(int line) {
            if (!lines.contains(line)) {
                return 404;
            }
            if (!status.equals("pending") || lines.size() == 1) {
                return 409;
            }
            lines.remove(line);
            return changed();
        }

        int become(String next) {
            if (status.equals(next)) {
                return 200;
            }
            if (!status.equals(next.equals("delivered") ? "shipped" : "pending")) {
                return 409;
            }
            status = next;
            return changed();
        }

        private int changed() {
            version++;
            return 200;
        }
    }

    private static final class Writer {
        private final CommandFunction function;
        private final long seed;
        private final RandomGenerator random;
        private final List<Order> orders = new ArrayList<>();
        private int commands;

        Writer(CommandFunction function, long seed, RandomGenerator random) {
            this.function = function;
            this.seed = seed;
            this.random = random;
        }

        void sendSomeCommand() {
            commands++;
            if (orders.isEmpty() || random.nextInt(10) == 0) {
                Answer created = send(Call.create()).isFirst(201);
                assertThat(created.version()).isEqualTo(1);
                orders.add(new Order(created.orderId()));
            } else {
                change(orders.get(random.nextInt(orders.size())));
            }
        }

        private void change(Order order) {
            String tag = "\"" + order.version + "\"";
            int line = 1 + random.nextInt(order.nextLine);
            switch (random.nextInt(20)) {
                case 0 -> check(order, Call.ship(order.id), tag, order.become("shipped"));
                case 1, 2 -> check(order, Call.deliver(order.id), tag, order.become("delivered"));
                case 3 -> check(order, Call.cancel(order.id), tag, order.become("cancelled"));
                case 4, 5, 6, 7, 8, 9 ->
                        check(order, Call.removeItem(order.id, line), tag, order.remove(line));
                default -> check(order, Call.addItem(order.id), tag, order.add());
            }
        }

        private void check(Order order, Call change, String tag, int status) {
            Answer answer = send(random.nextBoolean() ? change.ifMatch(tag) : change);
            if (status == 200) {
                answer.isFirst(200);
                assertThat(answer.version()).isEqualTo(order.version);
            } else {
                answer.isProblem(status, status == 404 ? "not-found" : "invalid-transition");
            }
        }

        private Answer send(Call call) {
            return Answer.of(
                    function,
                    random.nextBoolean() ? call.key("key-%d-%d".formatted(seed, commands)) : call);
        }
    }
}
