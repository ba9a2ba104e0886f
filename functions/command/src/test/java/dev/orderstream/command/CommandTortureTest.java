package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.command.Told.Wish;
import dev.orderstream.dynamodblocal.faults.Fault;
import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Writers who meet each other at the same orders, and at the stocks of a few products, through a
 * DynamoDB of which every fifth request goes wrong. Each repeats a command by its key until it has
 * a definite answer. What they were told is compared with the event table.
 */
class CommandTortureTest {

    /** 10,000 commands with {@code ./mvnw -Pfull verify}. */
    private static final int RUNS = Seeds.runs(1, 10);

    private static final int WRITERS = 4;
    private static final int COMMANDS_PER_WRITER = 250;
    private static final int ORDERS = 12;
    private static final int PRODUCTS = 3;

    /** Of each product; much less than what is wanted, however slow the machine is. */
    private static final int PIECES = 50;

    private static final int PER_MILLE = 33;
    private static final Duration DELAY_MAX = Duration.ofMillis(4);
    private static final int FAULTS_MET_MIN = 20;
    private static final int READS_MIN = 100;

    /** Short, so that many commands need more than one request. */
    private static final Duration BUDGET = Duration.ofMillis(25);

    private static final int TRIES_MAX = 200;

    private static final int TAKEN_MIN = 50;
    private static final String ORDER = "Order-";

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
    void nothing_is_lost_doubled_reordered_or_stored_after_all() {
        Seeds.forEach(RUNS, CommandTortureTest::torture);
    }

    private static void torture(long seed, RandomGenerator random) {
        tables.clear();
        Map<Fault, Integer> perMille =
                Arrays.stream(Fault.values()).collect(Collectors.toMap(f -> f, f -> PER_MILLE));
        Weather weather =
                new Weather(
                        new SplittableRandom(random.nextLong()),
                        new FaultRates(perMille, DELAY_MAX));
        Map<String, Object> properties = tables.properties("jwt", weather);
        properties.put("command.budget", BUDGET.toString());
        try (CommandFunction function = new CommandFunction(properties)) {
            Storm storm = new Storm(function, seed);
            weather.stormy();
            storm.blow();
            weather.calm();
            storm.check();
        }
        assertThat(weather.counts().values())
                .as("each fault was met: %s", weather.counts())
                .allMatch(times -> times >= FAULTS_MET_MIN);
    }

    /** What a stock has after a commit, by the snapshot that each of them carries. */
    private static int available(Commit commit) {
        return Objects.requireNonNull(commit.snapshot()).state().integer("available");
    }

    /** The writers, and what they were told. */
    private static final class Storm {
        private final CommandFunction function;
        private final long seed;
        private final List<String> orders = new CopyOnWriteArrayList<>();
        private final List<Told> told = new CopyOnWriteArrayList<>();
        private final ConcurrentMap<String, Long> answered = new ConcurrentHashMap<>();
        private final ConcurrentMap<String, Integer> adjusted = new ConcurrentHashMap<>();

        /**
         * Orders what happened: a command that began after another had ended has a later moment.
         */
        private final AtomicLong moments = new AtomicLong();

        private final AtomicInteger writing = new AtomicInteger(WRITERS);
        private final AtomicInteger unavailable = new AtomicInteger();
        private final AtomicInteger reads = new AtomicInteger();

        Storm(CommandFunction function, long seed) {
            this.function = function;
            this.seed = seed;
        }

        void blow() {
            for (int n = 0; n < PRODUCTS; n++) {
                untilDefinite(count(n));
            }
            for (int n = 0; n < ORDERS; n++) {
                orders.add(send("first-" + n, Wish.EVENTS, Call.create()).answer().orderId());
            }
            Together.run(
                    WRITERS + 1,
                    n ->
                            () -> {
                                if (n == WRITERS) {
                                    read();
                                } else {
                                    write(n);
                                }
                                return n;
                            });
        }

        private void write(int writer) {
            RandomGenerator random = new SplittableRandom(seed * 100 + writer);
            try {
                for (int n = 0; n < COMMANDS_PER_WRITER; n++) {
                    String name = "writer-" + writer + "-" + n;
                    int slot = random.nextInt(ORDERS);
                    int choice = random.nextInt(22);
                    switch (choice) {
                        case 0 -> orders.set(slot, create(name, Call.create()).orElseThrow());
                        case 1 ->
                                create(name, Call.order(someLine(random), someLine(random)))
                                        .ifPresent(order -> orders.set(slot, order));
                        case 2 -> adjust(name, random);
                        default -> change(name, orders.get(slot), choice, random);
                    }
                }
            } finally {
                writing.decrementAndGet();
            }
        }

        /** The order; empty where there was too little of a product. */
        private Optional<String> create(String name, Call call) {
            Told created = send(name, Wish.EVENTS, call);
            if (created.succeeded()) {
                return Optional.of(created.answer().orderId());
            }
            assertThat(created.answer().status())
                    .as("too little, or too many at once")
                    .isEqualTo(409);
            return Optional.empty();
        }

        private Call count(int product) {
            return Call.countStock(product(product), Integer.toString(PIECES))
                    .key(seed + "count-" + product);
        }

        private void adjust(String name, RandomGenerator random) {
            String product = product(random.nextInt(PRODUCTS));
            int delta = random.nextInt(-4, 4) * 2 + 1;
            Answer answer =
                    untilDefinite(
                            Call.adjustStock(product, Integer.toString(delta)).key(seed + name));
            if (answer.status() == 200) {
                adjusted.merge(product, delta, Integer::sum);
            } else {
                assertThat(answer.status()).isEqualTo(409);
            }
        }

        private static String someLine(RandomGenerator random) {
            return Call.line(product(random.nextInt(PRODUCTS)), 1 + random.nextInt(4));
        }

        private static String product(int number) {
            return "counted-" + number;
        }

        private void change(String name, String order, int choice, RandomGenerator random) {
            switch (choice) {
                case 3 -> send(name, Wish.SHIPPED, Call.ship(order));
                case 4 -> send(name, Wish.DELIVERED, Call.deliver(order));
                case 5 -> send(name, Wish.CANCELLED, Call.cancel(order));
                case 6, 7, 8, 9, 10, 11 ->
                        send(name, Wish.EVENTS, Call.removeItem(order, 1 + random.nextInt(20)));
                case 12, 13 -> {
                    long seen = answered.getOrDefault(order, 1L);
                    send(name, Wish.EVENTS, Call.addItem(order).ifMatch("\"" + seen + "\""));
                }
                case 14, 15, 16, 17 -> send(name, Wish.EVENTS, Call.addItem(order));
                default -> send(name, Wish.EVENTS, Call.addItem(order, someLine(random)));
            }
        }

        private Told send(String name, Wish wish, Call call) {
            Call keyed = call.key(seed + name).header("x-correlation-id", name);
            long begun = moments.incrementAndGet();
            Answer answer = untilDefinite(keyed);
            Told definite = new Told(name, wish, begun, moments.incrementAndGet(), answer);
            told.add(definite);
            if (definite.succeeded()) {
                answered.merge(answer.orderId(), answer.version(), Math::max);
                repeatSometimes(definite, keyed);
            }
            return definite;
        }

        private Answer untilDefinite(Call call) {
            for (int tries = 0; tries < TRIES_MAX; tries++) {
                Answer answer = Answer.of(function, call);
                if (answer.status() != 503) {
                    return answer;
                }
                unavailable.incrementAndGet();
            }
            throw new AssertionError("no definite answer to " + call.event());
        }

        private void repeatSometimes(Told first, Call call) {
            if (first.wish() == Wish.EVENTS && first.name().endsWith("7")) {
                Answer again = untilDefinite(call);
                assertThat(again.body())
                        .as("a repeat of %s", first)
                        .isEqualTo(first.answer().body());
                assertThat(again.isReplay()).isTrue();
            }
        }

        /** A strong read is never older than an answer that was there before it began. */
        private void read() {
            RandomGenerator random = new SplittableRandom(seed);
            while (writing.get() > 0 || reads.get() < READS_MIN) {
                String order = orders.get(random.nextInt(ORDERS));
                long atLeast = answered.getOrDefault(order, 0L);
                assertThat(stored.version(order)).as(order).isGreaterThanOrEqualTo(atLeast);
                reads.incrementAndGet();
            }
        }

        void check() {
            Map<String, List<Commit>> streams = new HashMap<>();
            stored.items().stream()
                    .map(item -> item.get("stream_id").s())
                    .distinct()
                    .filter(stream -> stream.startsWith(ORDER))
                    .forEach(stream -> streams.put(stream, commits(stream)));
            checkStocks(streams);
            List<Commit> all = streams.values().stream().flatMap(List::stream).toList();
            assertThat(all)
                    .extracting(commit -> commit.origin().commandId())
                    .as("no command is carried out twice")
                    .doesNotHaveDuplicates();
            assertThat(all)
                    .extracting(commit -> commit.origin().correlationId())
                    .as("nor under another id; what was answered is there, what was refused is not")
                    .containsExactlyInAnyOrderElementsOf(
                            told.stream()
                                    .filter(each -> each.isStoredIn(streams))
                                    .map(Told::name)
                                    .toList());
            told.stream().filter(Told::succeeded).forEach(each -> each.checkAnswer(streams));
            assertRealTimeOrder();
            assertThat(reads).hasValueGreaterThanOrEqualTo(READS_MIN);
            assertThat(unavailable).as("commands that were repeated by key").hasPositiveValue();
            assertThat(told)
                    .extracting(each -> each.answer().status())
                    .contains(201, 200, 409, 412);
            assertThat(told)
                    .extracting(each -> each.answer().body())
                    .as("there was too little of a product")
                    .anyMatch(body -> body.contains("insufficient-inventory"));
        }

        /**
         * What orders took and gave back is in the stocks, by the same commands, and nothing else
         * is; and a stock has what was counted, came and went, without what orders hold.
         */
        private void checkStocks(Map<String, List<Commit>> streams) {
            List<Taken> byOrders = new ArrayList<>();
            streams.forEach((stream, commits) ->
                    byOrders.addAll(Taken.byOrder(stream.substring(ORDER.length()), commits)));
            List<Taken> byStocks = new ArrayList<>();
            for (int n = 0; n < PRODUCTS; n++) {
                String product = product(n);
                List<Commit> commits = stored.stock(product);
                byStocks.addAll(Taken.byStock(product, commits));
                int held =
                        byOrders.stream()
                                .filter(taken -> taken.productId().equals(product))
                                .mapToInt(Taken::pieces)
                                .sum();
                assertThat(commits)
                        .extracting(CommandTortureTest::available)
                        .as("pieces of %s, commit by commit", product)
                        .allMatch(available -> available >= 0)
                        .last()
                        .isEqualTo(PIECES + adjusted.getOrDefault(product, 0) - held);
            }
            assertThat(byStocks)
                    .as("each order has taken what it says, once, and all or nothing")
                    .containsExactlyInAnyOrderElementsOf(byOrders);
            assertThat(byOrders).hasSizeGreaterThan(TAKEN_MIN);
        }

        /** The commits of an order, which have no gap, and whose lines count on. */
        private static List<Commit> commits(String stream) {
            List<Commit> commits = stored.commits(stream.substring(ORDER.length()));
            List<Integer> lines = new ArrayList<>();
            commits.stream()
                    .flatMap(commit -> commit.events().stream())
                    .filter(event -> event.type().equals("OrderItemAdded"))
                    .forEach(event -> lines.add(event.data().integer("line")));
            assertThat(lines)
                    .as(stream)
                    .isEqualTo(IntStream.rangeClosed(1, lines.size()).boxed().toList());
            return commits;
        }

        /** What was answered before another command began comes before it in the stream. */
        private void assertRealTimeOrder() {
            Map<String, List<Told>> byOrder =
                    told.stream()
                            .filter(Told::succeeded)
                            .collect(Collectors.groupingBy(each -> each.answer().orderId()));
            byOrder.values()
                    .forEach(ofOrder ->
                            ofOrder.forEach(early ->
                                    ofOrder.stream()
                                            .filter(late -> early.ended() - late.begun() < 0)
                                            .forEach(late ->
                                                    assertThat(late.answer().version())
                                                            .as("%s came after %s", late, early)
                                                            .isGreaterThanOrEqualTo(
                                                                    early.answer().version()))));
        }
    }
}
