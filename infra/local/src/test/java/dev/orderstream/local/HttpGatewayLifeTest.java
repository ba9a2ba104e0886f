package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.testbudget.RealTime;
import dev.orderstream.testkit.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting, many at once, and the end. */
@RealTime(reason = "Jetty ends slow senders and slow functions by its own timers.", minutesMax = 10)
class HttpGatewayLifeTest {

    private final RecordingFunction function = new RecordingFunction();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_function_that_takes_too_long_is_unavailable_with_an_unknown_outcome() throws Exception {
        // given
        CountDownLatch never = new CountDownLatch(1);
        function.answers(event -> waitFor(never));
        try (HttpGateway gateway = start(Duration.ofMillis(100), Duration.ofSeconds(1))) {
            // when
            HttpResponse<String> command = send(gateway, "POST").join();
            HttpResponse<String> query = send(gateway, "GET").join();
            // then
            assertThat(command.statusCode()).isEqualTo(503);
            assertThat(command.headers().firstValue("Retry-After")).contains("1");
            assertThat(command.body())
                    .contains("\"code\":\"unavailable\"", "\"outcome\":\"unknown\"");
            assertThat(query.statusCode()).isEqualTo(503);
            assertThat(query.body()).doesNotContain("outcome");
        }
    }

    @Test
    void a_call_is_unavailable_while_all_instances_are_taken_and_served_afterwards()
            throws Exception {
        // given two instances that two calls wait in
        CountDownLatch waiting = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        function.answers(event -> {
            waiting.countDown();
            return waitFor(go);
        });
        ReservedConcurrency reserved = new ReservedConcurrency(function, new Semaphore(2));
        GatewayRoutes routes =
                (method, path) ->
                        new GatewayRoutes.Target(
                                "$default",
                                Map.of(),
                                "two",
                                reserved,
                                Collections.emptySortedSet());
        try (HttpGateway gateway = HttpGateway.start(0, routes)) {
            List<CompletableFuture<HttpResponse<String>>> waits =
                    List.of(send(gateway, "GET"), send(gateway, "GET"));
            waiting.await();
            // when
            HttpResponse<String> third = send(gateway, "GET").join();
            go.countDown();
            waits.forEach(CompletableFuture::join);
            HttpResponse<String> fourth = send(gateway, "GET").join();
            // then
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(third.body()).contains("\"code\":\"unavailable\"").doesNotContain("outcome");
            assertThat(waits)
                    .allSatisfy(wait -> assertThat(wait.join().statusCode()).isEqualTo(200));
            assertThat(fourth.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_function_may_take_longer_than_a_connection_may_be_idle() throws Exception {
        // given a connection that may be idle for 300 ms, for the gateway closes
        CountDownLatch running = new CountDownLatch(1);
        function.answers(event -> {
            running.countDown();
            return later("late");
        });
        HttpGateway gateway = start(Duration.ofSeconds(60), Duration.ofSeconds(60));
        CompletableFuture<HttpResponse<String>> answer = send(gateway, "GET");
        running.await();
        // when
        gateway.close();
        // then
        assertThat(answer.get().body()).isEqualTo("late");
    }

    @Test
    void a_sender_that_stalls_is_told_so_and_reaches_no_function() throws Exception {
        try (HttpGateway gateway = start(Duration.ofMillis(10), Duration.ofSeconds(1));
                Socket stalling = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            // given
            stalling.setSoTimeout(60_000);
            // when
            stalling.getOutputStream()
                    .write(
                            "POST /x HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: 9\r\n\r\nabc"
                                    .formatted(gateway.port())
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(stalling.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // then
            assertThat(answer)
                    .startsWith("HTTP/1.1 408")
                    .contains("\"code\":\"malformed-request\"");
            assertThat(function.events()).isEmpty();
        }
    }

    @Test
    void hundreds_of_requests_at_once_each_get_their_own_answer() throws Exception {
        // given functions that all wait for the last one
        int requests = 300;
        CountDownLatch all = new CountDownLatch(requests);
        function.answers(event -> {
            all.countDown();
            waitFor(all);
            return RecordingFunction.ok(event.getRawQueryString());
        });
        try (HttpGateway gateway = HttpGateway.start(0, function)) {
            // when
            List<CompletableFuture<HttpResponse<String>>> answers =
                    IntStream.range(0, requests)
                            .mapToObj(i ->
                                    client.sendAsync(
                                            request(gateway, "/x?" + i), BodyHandlers.ofString()))
                            .toList();
            // then
            for (int i = 0; i < requests; i++) {
                assertThat(answers.get(i).join().body()).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void a_request_under_way_is_answered_before_the_gateway_is_closed() throws Exception {
        // given
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        function.answers(event -> {
            running.countDown();
            return waitFor(finish);
        });
        HttpGateway gateway = start(Duration.ofSeconds(30), Duration.ofSeconds(5));
        int port = gateway.port();
        CompletableFuture<HttpResponse<String>> answer = send(gateway, "GET");
        running.await();
        // when
        Thread closing = Thread.startVirtualThread(gateway::close);
        assertThat(Threads.untilItWaits(closing)).isTrue();
        finish.countDown();
        // then
        assertThat(answer.get().body()).isEqualTo("ok");
        closing.join();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_request_that_does_not_end_is_cut_off_when_the_time_to_stop_is_over() throws Exception {
        // given
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        function.answers(event -> {
            running.countDown();
            return waitFor(never);
        });
        HttpGateway gateway = start(Duration.ofSeconds(30), Duration.ofMillis(300));
        CompletableFuture<HttpResponse<String>> answer = send(gateway, "GET");
        running.await();
        // when
        gateway.close();
        // then
        assertThat(
                        answer.handle((response, failure) ->
                                        failure != null || response.statusCode() == 503)
                                .get())
                .isTrue();
    }

    @Test
    void a_request_on_an_open_connection_is_turned_away_while_the_gateway_closes()
            throws Exception {
        // given a request under way, and a connection that has sent half a request line
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        function.answers(event -> {
            running.countDown();
            return waitFor(finish);
        });
        HttpGateway gateway = start(Duration.ofSeconds(30), Duration.ofSeconds(5));
        CompletableFuture<HttpResponse<String>> first = send(gateway, "GET");
        running.await();
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            late.setSoTimeout(60_000);
            late.getOutputStream().write("POST /late HT".getBytes(StandardCharsets.US_ASCII));
            // Nothing tells that Jetty has read the half line, nor that it has begun to close.
            Thread.sleep(100);
            int port = gateway.port();
            Thread closing = Thread.startVirtualThread(gateway::close);
            Thread.sleep(100);
            // when
            late.getOutputStream()
                    .write(
                            "TP/1.1\r\nHost: localhost:%d\r\n\r\n"
                                    .formatted(port)
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(late.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // then
            assertThat(answer)
                    .startsWith("HTTP/1.1 503")
                    .contains(
                            "Retry-After: 1",
                            "application/problem+json",
                            "\"code\":\"unavailable\"",
                            "\"outcome\":\"not_stored\"");
            finish.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
            closing.join();
        }
        assertThat(function.events()).hasSize(1);
    }

    @Test
    void a_port_that_is_taken_is_an_io_exception() throws Exception {
        try (HttpGateway gateway = HttpGateway.start(0, function)) {
            assertThatThrownBy(() -> HttpGateway.start(gateway.port(), function))
                    .isInstanceOf(IOException.class);
        }
    }

    private HttpGateway start(Duration functionTime, Duration stopTime) throws IOException {
        return HttpGateway.start(
                0, function, Gatekeeper.open(), new HttpGateway.Limits(functionTime, stopTime));
    }

    private CompletableFuture<HttpResponse<String>> send(HttpGateway gateway, String method) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(gateway.uri() + "/x"))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private static APIGatewayV2HTTPResponse later(String body) {
        try {
            Thread.sleep(Duration.ofSeconds(1));
            return RecordingFunction.ok(body);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest request(HttpGateway gateway, String target) {
        return HttpRequest.newBuilder(URI.create(gateway.uri() + target)).build();
    }

    private static APIGatewayV2HTTPResponse waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return RecordingFunction.ok("ok");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
