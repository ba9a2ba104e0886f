package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodblocal.faults.Fault;
import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.local.MeantOrders.Order;
import dev.orderstream.testbudget.RealTime;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.Together;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Orders through everything that may go wrong with DynamoDB and its stream: the functions as they
 * are deployed, whose requests and answers are lost, throttled, late or a 500, two projectors at
 * once, three shard rollovers, and a stream that forgets what nobody had read. What is shown in the
 * end is compared with the commands that were answered.
 */
@RealTime(
        reason = "The whole system runs with faults, as on a laptop, until it has settled.",
        minutesMax = 20)
class TortureTest {

    /** With {@code ./mvnw -Pfull verify} it takes minutes. */
    private static final int RUNS = Seeds.runs(1, 20);

    private static final int CLIENTS = 6;
    private static final int COMMANDS_PER_CLIENT_AND_PHASE = 12;
    private static final int PER_MILLE = 25;
    private static final int FAULTS_MET_MIN = 10;
    private static final Duration DELAY_MAX = Duration.ofMillis(50);
    private static final int CHECKS_MAX = 900;
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Test
    void nothing_is_lost_doubled_or_stale() {
        Seeds.forEach(RUNS, TortureTest::torture);
    }

    private static void torture(long seed, RandomGenerator random) throws Exception {
        Weather weather = new Weather(new SplittableRandom(random.nextLong()), rates());
        try (StormySystem system = new StormySystem(weather);
                HttpClient http = HttpClient.newHttpClient()) {
            Storm storm = new Storm(system, http, seed);
            weather.stormy();
            system.startMappings();
            storm.sendCommands();
            system.rollShardsOver();
            storm.sendCommands();
            system.rollShardsOver();
            storm.sendCommands();

            system.stopMappings();
            storm.sendCommands();
            if (seed % 2 == 0) {
                // A shard that was closed for a day is gone; one that was open is empty.
                system.rollShardsOver();
            }
            system.trimStream();
            int replays = system.replays();
            system.startMappings();
            assertThat(system.replays()).as("the loss was noticed").isGreaterThan(replays);
            system.rollShardsOver();
            storm.sendCommands();

            weather.calm();
            eventually(storm::check);
            assertThat(system.parked()).as("every fault was a passing one").isEmpty();
            assertThat(weather.counts().values())
                    .as("each fault was met: %s", weather.counts())
                    .allMatch(times -> times >= FAULTS_MET_MIN);
        }
    }

    private static FaultRates rates() {
        Map<Fault, Integer> perMille = new EnumMap<>(Fault.class);
        Arrays.stream(Fault.values()).forEach(fault -> perMille.put(fault, PER_MILLE));
        return new FaultRates(perMille, DELAY_MAX);
    }

    private static void eventually(Runnable check) throws InterruptedException {
        for (int checks = 1; ; checks++) {
            try {
                check.run();
                return;
            } catch (AssertionError early) {
                if (checks == CHECKS_MAX) {
                    throw early;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /** The clients, and what they meant. */
    private static final class Storm {
        private final StormySystem system;
        private final MeantOrders meant = new MeantOrders();
        private final List<StormyClient> clients;

        Storm(StormySystem system, HttpClient http, long seed) {
            this.system = system;
            List<String> orders = new CopyOnWriteArrayList<>();
            clients =
                    IntStream.range(0, CLIENTS)
                            .mapToObj(n ->
                                    new StormyClient(
                                            http,
                                            system.api(),
                                            meant,
                                            orders,
                                            new SplittableRandom(seed * 100 + n),
                                            "client-" + n))
                            .toList();
        }

        void sendCommands() {
            Together.run(
                    CLIENTS,
                    n ->
                            () -> {
                                for (int i = 0; i < COMMANDS_PER_CLIENT_AND_PHASE; i++) {
                                    clients.get(n).sendSomeCommand();
                                }
                                return n;
                            });
            system.tick();
        }

        void check() {
            ViewStore views = system.views();
            Map<String, Map<String, BigDecimal>> totals = new HashMap<>();
            meant.fold()
                    .forEach((id, order) -> {
                        check(views, id, order);
                        Map<String, BigDecimal> counters =
                                totals.computeIfAbsent(order.customer(), absent -> new HashMap<>());
                        counters.merge("orders_" + order.status(), BigDecimal.ONE, BigDecimal::add);
                        if (List.of("shipped", "delivered").contains(order.status())) {
                            counters.merge("spent_EUR", order.total(), BigDecimal::add);
                        }
                    });
            totals.forEach((customer, expected) ->
                    assertThat(counters(views, customer)).isEqualTo(comparable(expected)));
        }

        private static void check(ViewStore views, String id, Order order) {
            Optional<View> found = views.read(new ViewKey("ORDER", id, "VIEW"), Consistency.STRONG);
            assertThat(found).as("the view of %s", id).isPresent();
            View view = found.get();
            assertThat(view.version()).isEqualTo(order.version());
            assertThat(view.body().summary().text("status")).isEqualTo(order.status());
            assertThat(view.body().summary().text("customer_id")).isEqualTo(order.customer());
            assertThat(view.body().summary().integer("item_count")).isEqualTo(order.items());
            assertThat(view.body().summary().decimal("total_amount"))
                    .isEqualByComparingTo(order.total());
            assertThat(
                            views.history(
                                    view.key().owner(),
                                    0,
                                    view.version(),
                                    1_000,
                                    Consistency.STRONG))
                    .extracting(HistoryEntry::version)
                    .isEqualTo(LongStream.rangeClosed(1, order.version()).boxed().toList());
        }

        private static Map<String, BigDecimal> counters(ViewStore views, String customer) {
            return comparable(
                    views.counters(new ViewKey("CUSTOMER", customer, "TOTALS"), Consistency.STRONG)
                            .amounts());
        }

        private static Map<String, BigDecimal> comparable(Map<String, BigDecimal> counters) {
            Map<String, BigDecimal> comparable = new HashMap<>();
            counters.forEach((name, value) -> {
                if (value.signum() != 0) {
                    comparable.put(name, value.stripTrailingZeros());
                }
            });
            return comparable;
        }
    }
}
