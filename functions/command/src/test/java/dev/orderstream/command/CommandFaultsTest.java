package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodblocal.faults.Fault;
import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.testbudget.RealTime;
import dev.orderstream.testing.RequestWatcher;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Together;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers are told while DynamoDB fails them, and what is true then. */
@RealTime(
        reason = "Requests to a DynamoDB that hangs are ended by the SDK's own timers.",
        minutesMax = 10)
class CommandFaultsTest {

    /** So long the functions here try, in place of 20 s. */
    private static final Duration BUDGET = Duration.ofMillis(60);

    private static final String KEY = "key-1";

    /** Of the customer's name, and of the stock of two products. */
    private static final int READS_OF_A_CREATE = 3;

    /** Of the order, and then of the stock of one product. */
    private static final int READS_OF_AN_ADDITION = 2;

    private static final int PIECES = 1_000_000;

    private static TestTables tables;
    private static StoredOrders stored;

    /** Has all the time that functions have, and meets no faults. */
    private static CommandFunction calm;

    private static Map<Fault, Stormy> stormy;

    /** What is ordered. Both kinds are decided on by as many reads. */
    enum Goods {
        /** Sold without limit: a command is a {@code PutItem}. */
        NEVER_COUNTED("PutItem"),

        /** A command is a {@code TransactWriteItems} over the order and the stocks. */
        COUNTED("TransactWriteItems");

        private final String write;

        Goods(String write) {
            this.write = write;
        }

        private String product(int number) {
            return name() + "-" + number;
        }

        /** Of two products. */
        Call create() {
            return Call.order(Call.line(product(1), 2), Call.line(product(2), 3));
        }

        Call addTo(String order) {
            return Call.addItem(order, Call.line(product(1), 1));
        }

        /** The streams that a create changes. */
        int streams() {
            return this == COUNTED ? 3 : 1;
        }

        /** The pieces of its first product that orders hold. */
        long held() {
            return this == COUNTED ? PIECES - stored.available(product(1)) : 0;
        }
    }

    static Stream<Arguments> faultsAndGoods() {
        return of(faults());
    }

    static Stream<Arguments> storingFaultsAndGoods() {
        return of(faults().filter(CommandFaultsTest::isCarriedOut));
    }

    static Stream<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.LATE_REQUEST, Fault.LATE_ANSWER)).stream();
    }

    private static Stream<Arguments> of(Stream<Fault> faults) {
        return faults.flatMap(
                fault -> Stream.of(Goods.values()).map(goods -> Arguments.of(fault, goods)));
    }

    /** A function, and the weather that its requests meet. */
    private record Stormy(CommandFunction function, Weather weather) {

        static Stormy with(FaultRates rates, Duration budget) {
            Weather weather = new Weather(new SplittableRandom(1), rates);
            Map<String, Object> properties = tables.properties("jwt", weather);
            properties.put("command.budget", budget.toString());
            return new Stormy(new CommandFunction(properties), weather);
        }

        Answer sendStormy(Call call) {
            weather.stormy();
            try {
                return Answer.of(function, call);
            } finally {
                weather.calm();
            }
        }

        /** The command's own append and whatever follows it meets the faults, its reads do not. */
        Answer sendStormyAfter(int reads, Call call) {
            calmFor(reads);
            return sendStormy(call);
        }

        void calmFor(int reads) {
            weather.plan(Collections.nCopies(reads, Optional.empty()));
        }
    }

    @BeforeAll
    static void start() {
        tables = new TestTables();
        stored = new StoredOrders(tables);
        stormy = new EnumMap<>(Fault.class);
        calm = new CommandFunction(tables.properties("jwt"));
        for (int number = 1; number <= 2; number++) {
            String product = Goods.COUNTED.product(number);
            send(Call.countStock(product, Integer.toString(PIECES))).isFirst(201);
        }
    }

    @AfterAll
    static void stop() {
        stormy.values().forEach(each -> each.function().close());
        calm.close();
        tables.close();
    }

    @AfterEach
    void calmDown() {
        stormy.values().forEach(each -> each.weather().calm());
    }

    private static Answer send(Call call) {
        return Answer.of(calm, call);
    }

    private static String created(Goods goods) {
        return send(goods.create()).isFirst(201).orderId();
    }

    private static Stormy always(Fault fault) {
        return stormy.computeIfAbsent(fault, each -> Stormy.with(FaultRates.always(each), BUDGET));
    }

    @ParameterizedTest
    @MethodSource("faultsAndGoods")
    void a_create_that_may_be_stored_is_never_called_not_stored(Fault fault, Goods goods) {
        String name = newName();
        Call create = goods.create().header("x-correlation-id", name);

        Answer answer = always(fault).sendStormyAfter(READS_OF_A_CREATE, create);

        answer.isUnavailable(isRefusal(fault) ? "not_stored" : "unknown");
        assertThat(stored.named(name)).hasSize(isCarriedOut(fault) ? goods.streams() : 0);
        // An earlier try of the same command may be stored, which nobody could look up.
        always(fault)
                .sendStormyAfter(READS_OF_A_CREATE, create.key(newName()))
                .isUnavailable("unknown");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_create_whose_stock_could_not_be_read_is_not_stored_unless_an_earlier_try_was(
            Fault fault) {
        String name = newName();
        Call create = Call.create().header("x-correlation-id", name);

        always(fault).sendStormy(create).isUnavailable("not_stored");
        always(fault).sendStormy(create.key(newName())).isUnavailable("unknown");

        assertThat(stored.named(name)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_change_whose_order_could_not_be_read_is_not_stored_unless_an_earlier_try_was(
            Fault fault) {
        String order = created(Goods.NEVER_COUNTED);

        always(fault).sendStormy(Call.addItem(order)).isUnavailable("not_stored");
        always(fault).sendStormy(Call.addItem(order).key(KEY)).isUnavailable("unknown");

        assertThat(stored.version(order)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("faultsAndGoods")
    void a_change_that_may_be_stored_is_never_called_not_stored(Fault fault, Goods goods) {
        String order = created(goods);
        long held = goods.held();

        always(fault)
                .sendStormyAfter(READS_OF_AN_ADDITION, goods.addTo(order))
                .isUnavailable(isRefusal(fault) ? "not_stored" : "unknown");

        assertThat(stored.version(order)).isEqualTo(isCarriedOut(fault) ? 2 : 1);
        boolean isTaken = goods == Goods.COUNTED && isCarriedOut(fault);
        assertThat(goods.held()).isEqualTo(isTaken ? held + 1 : held);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_sent_once_without_an_answer_stays_unknown_whatever_comes_after(Goods goods) {
        Stormy throttled = always(Fault.THROTTLED);
        String order = created(goods);

        throttled.calmFor(READS_OF_A_CREATE);
        throttled.weather().plan(List.of(Optional.of(Fault.LOST_ANSWER)));
        throttled.sendStormy(goods.create()).isUnavailable("unknown");

        throttled.calmFor(READS_OF_AN_ADDITION);
        throttled.weather().plan(List.of(Optional.of(Fault.LOST_ANSWER)));
        throttled.sendStormy(goods.addTo(order)).isUnavailable("unknown");
        assertThat(stored.version(order)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void an_append_without_an_answer_is_sent_again_as_it_was_before_anything_else(Goods goods) {
        Stormy patient = Stormy.with(FaultRates.always(Fault.LOST_ANSWER), Duration.ofSeconds(20));
        try (CommandFunction function = patient.function()) {
            String order = created(goods);
            long held = goods.held();
            tables.takeOperations();
            List<String> writes = watchedWrites(goods);

            patient.calmFor(READS_OF_AN_ADDITION);
            patient.weather().plan(List.of(Optional.of(Fault.LOST_ANSWER)));
            Answer answer = Answer.of(function, goods.addTo(order).ifMatch("\"1\""));

            assertThat(answer.isFirst(200).version()).isEqualTo(2);
            assertThat(tables.takeOperations())
                    .containsExactly("Query", "Query", goods.write, goods.write);
            assertThat(writes).hasSize(2);
            assertThat(writes.getLast()).as("its token included").isEqualTo(writes.getFirst());
            assertThat(stored.version(order)).isEqualTo(2);
            assertThat(goods.held()).isEqualTo(goods == Goods.COUNTED ? held + 1 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("storingFaultsAndGoods")
    void a_create_whose_answer_never_came_is_found_when_it_is_repeated(Fault fault, Goods goods) {
        long held = goods.held();
        Call create = goods.create().key(newName());
        always(fault).sendStormyAfter(READS_OF_A_CREATE, create).isUnavailable("unknown");

        Answer repeated = send(create);

        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.version()).isEqualTo(1);
        assertThat(repeated.isReplay()).as("another request has stored it").isTrue();
        assertThat(stored.version(repeated.orderId())).isEqualTo(1);
        assertThat(goods.held()).isEqualTo(goods == Goods.COUNTED ? held + 2 : 0);
    }

    @ParameterizedTest
    @MethodSource("storingFaultsAndGoods")
    void a_change_whose_answer_never_came_is_found_when_it_is_repeated(Fault fault, Goods goods) {
        long held = goods.held();
        String order = created(goods);
        Call add = goods.addTo(order).key(KEY).ifMatch("\"1\"");
        always(fault).sendStormyAfter(READS_OF_AN_ADDITION, add).isUnavailable("unknown");
        send(Call.cancel(order)).isFirst(200);

        Answer repeated = send(add);

        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.version()).isEqualTo(2);
        assertThat(repeated.isReplay()).as("another request has stored it").isTrue();
        assertThat(stored.version(order)).isEqualTo(3);
        assertThat(goods.held()).as("all was given back").isEqualTo(held);
    }

    @Test
    void a_function_that_dies_after_its_put_has_carried_the_command_out() throws Exception {
        Stormy dying = Stormy.with(FaultRates.always(Fault.LOST_ANSWER), Duration.ofSeconds(20));
        try (CommandFunction function = dying.function()) {
            String name = newName();
            Call create = Call.create().key(name).header("x-correlation-id", name);
            FutureTask<Answer> invocation =
                    new FutureTask<>(() -> dying.sendStormyAfter(READS_OF_A_CREATE, create));
            Thread thread = Thread.ofPlatform().start(invocation);
            while (stored.named(name).isEmpty() && !invocation.isDone()) {
                Thread.onSpinWait();
            }
            thread.interrupt();

            invocation.get().isUnavailable("unknown");

            Answer repeated = Answer.of(function, create);
            assertThat(repeated.status()).isEqualTo(201);
            assertThat(repeated.isReplay()).isTrue();
            assertThat(stored.version(repeated.orderId())).isEqualTo(1);
        }
    }

    @Test
    void a_function_that_stops_does_not_say_that_what_it_stored_before_is_not_stored() {
        Call create = Call.create().key(newName());
        CommandFunction stopping = new CommandFunction(tables.properties("jwt"));
        try (stopping) {
            Answer.of(stopping, create).isFirst(201);
        }

        Answer.of(stopping, create).isUnavailable("unknown");
    }

    @Test
    void api_gateway_is_answered_within_29_s_while_dynamodb_hangs() {
        try (TestTables hanging = new TestTables();
                CommandFunction standard = new CommandFunction(hanging.properties("jwt"))) {
            // What is under way when the budget is over is ended by the SDK with it.
            assertThat(standard.context().getBean(Pacing.class).budget())
                    .isLessThan(Duration.ofSeconds(29));
            Map<String, Object> properties = hanging.properties("jwt");
            properties.put("command.budget", BUDGET.toString());
            hanging.fallSilent();

            try (CommandFunction function = new CommandFunction(properties)) {
                List<Call> calls = List.of(Call.create(), Call.ship(newName()));
                List<Answer> answers =
                        Together.run(2, n -> () -> Answer.of(function, calls.get(n)));

                answers.getFirst().isUnavailable("not_stored");
                answers.getLast().isUnavailable("not_stored");
            }
        }
    }

    @Test
    void a_dynamodb_that_is_down_is_tried_until_the_time_is_over() {
        try (TestTables down = new TestTables()) {
            Map<String, Object> properties = down.properties("jwt");
            properties.put("command.budget", Duration.ofSeconds(5).toString());
            try (CommandFunction function = new CommandFunction(properties)) {
                Answer.of(function, Call.create()).isFirst(201);
                down.refuseRequests();
                down.takeOperations();

                Answer.of(function, Call.create()).isUnavailable("not_stored");
                int tries = down.takeOperations().size();
                assertThat(tries).as("with growing pauses").isBetween(3, 100);
            }
        }
    }

    /** The bodies of the writes that arrive at DynamoDB from now on. */
    private static List<String> watchedWrites(Goods goods) {
        List<String> bodies = new CopyOnWriteArrayList<>();
        tables.watch(
                new RequestWatcher() {
                    @Override
                    public void begins(String operation, String body) {
                        if (operation.equals(goods.write)) {
                            bodies.add(body);
                        }
                    }

                    @Override
                    public void ends(String operation, String body) {}
                });
        return bodies;
    }

    /** DynamoDB has said that it did not do it. */
    private static boolean isRefusal(Fault fault) {
        return fault == Fault.THROTTLED || fault == Fault.OVER_THROUGHPUT;
    }

    private static boolean isCarriedOut(Fault fault) {
        return fault == Fault.LOST_ANSWER || fault == Fault.FAILED_ANSWER;
    }

    private static String newName() {
        return UUID.randomUUID().toString();
    }
}
