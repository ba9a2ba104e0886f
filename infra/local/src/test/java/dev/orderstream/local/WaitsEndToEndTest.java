package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodblocal.faults.Fault;
import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.testing.SteppedTime;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waits leave instances of the query function to other reads, whatever they wait for. */
class WaitsEndToEndTest {

    private static final int INSTANCES = 4;
    private static final int PLACES = 2;
    private static final String NEVER = "expected_version=2000000000&timeout=20";

    private final GatedTicker ticker = new GatedTicker();
    private StormySystem system;
    private ApiClient client;

    /** Nothing reads the stream yet: no view has it. */
    private Things things;

    @BeforeEach
    void given_an_order_while_nothing_is_projected() throws IOException {
        Weather calm = new Weather(new Random(1), FaultRates.always(Fault.THROTTLED));
        system =
                new StormySystem(
                        calm, INSTANCES, Map.of("waits.max", PLACES, SteppedTime.TICKER, ticker));
        client = new ApiClient(system.api());
        HttpResponse<String> created =
                client.send("POST", "/orders", SampleCall.ORDER.formatted("c-1"), Map.of());
        things = Things.fresh().withOrder(created.body());
    }

    @AfterEach
    void stop() {
        client.close();
        system.close();
    }

    @Test
    void waits_for_versions_that_do_not_exist_end_at_once_and_take_no_place() {
        List<String> waits =
                List.of(
                        things.in("/orders/{order_id}?") + NEVER,
                        things.in("/orders/{order_id}/history?") + NEVER,
                        things.in("/customers/c-1/orders?stream_id=Order-{order_id}&") + NEVER,
                        "/customers/c-1?" + NEVER,
                        "/products/p/stock?" + NEVER);

        List<HttpResponse<String>> answers = new ArrayList<>();
        // As many at once as there are instances but one; 105 in all.
        for (int n = 0; n < 35; n++) {
            int round = n;
            answers.addAll(
                    IntStream.range(0, INSTANCES - 1)
                            .mapToObj(each -> async(waits.get((round + each) % waits.size())))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList());
            assertReadsAreAnswered();
        }

        assertThat(answers)
                .hasSize(105)
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isIn(200, 404);
                    assertThat(answer.body()).contains("_warning");
                });
        assertThat(system.waitLeases()).as("none lasted for a second").isEmpty();
    }

    @Test
    void while_every_place_is_taken_other_reads_are_answered_and_further_waits_end_early()
            throws Exception {
        String wait = things.in("/orders/{order_id}?expected_version=1&timeout=20");
        List<CompletableFuture<HttpResponse<String>>> waits = new ArrayList<>();
        for (int place = 1; place <= PLACES; place++) {
            ticker.holdOnceHeld(place);
            waits.add(async(wait));
            int leased = place;
            Await.until(() -> held() == leased);
        }
        ticker.holdOnceHeld(PLACES + 1);

        HttpResponse<String> refused = get(wait);

        assertReadsAreAnswered();
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("_warning");
        assertThat(waits).as("they still wait").noneMatch(CompletableFuture::isDone);

        system.startMappings();
        Await.until(() -> get(things.in("/orders/{order_id}")).statusCode() == 200);
        ticker.goOn();
        for (CompletableFuture<HttpResponse<String>> each : waits) {
            assertThat(each.join().statusCode()).isEqualTo(200);
            assertThat(each.join().body()).doesNotContain("_warning");
        }
        assertThat(held()).isZero();
    }

    /**
     * Time that passes only by sleeping. Who sleeps while enough places are held sleeps on until
     * they are woken, however slow the machine is.
     */
    private final class GatedTicker implements Ticker {
        private final AtomicLong nanos = new AtomicLong();
        private final CountDownLatch gate = new CountDownLatch(1);
        private volatile int enough = Integer.MAX_VALUE;

        void holdOnceHeld(int places) {
            enough = places;
        }

        void goOn() {
            gate.countDown();
        }

        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public void sleep(Duration time) {
            if (held() < enough) {
                nanos.addAndGet(time.toNanos());
                return;
            }
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("told to stop while waiting");
            }
        }
    }

    private long held() {
        return system.waitLeases().stream().filter(Optional::isPresent).count();
    }

    private void assertReadsAreAnswered() {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/openapi").statusCode()).isEqualTo(200);
        assertThat(get("/customers/c-1/orders").statusCode()).isEqualTo(200);
        assertThat(get("/orders/search?q=berlin").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) {
        return client.send("GET", path, null, Map.of());
    }

    private CompletableFuture<HttpResponse<String>> async(String path) {
        return CompletableFuture.supplyAsync(
                () -> get(path), task -> Thread.ofVirtual().start(task));
    }
}
