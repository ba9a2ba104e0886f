package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.http.ClaimSettings;
import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import dev.orderstream.reference.ReferenceFunction;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every instance of the query function is taken, as by queries that wait for a commit. */
class QueryPoolTest {

    private static final String ORDER = "/orders/0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e99";
    private static final CountDownLatch TAKEN = new CountDownLatch(Routes.QUERIES_AT_ONCE_MAX);
    private static final CountDownLatch LET_GO = new CountDownLatch(1);
    private static final ExecutorService CALLERS = Executors.newVirtualThreadPerTaskExecutor();

    private static ReferenceFunction reference;
    private static HttpGateway gateway;
    private static ApiClient client;
    private static List<CompletableFuture<HttpResponse<String>>> waiting;

    @BeforeAll
    static void fill_the_pool() throws Exception {
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> other =
                (event, context) -> RecordingFunction.ok("other");
        reference = new ReferenceFunction();
        gateway =
                HttpGateway.start(
                        0,
                        new SharedRoutes(
                                ClaimSettings.STANDARD,
                                other,
                                new ReservedConcurrency(
                                        (event, context) -> waitToBeLetGo(),
                                        new Semaphore(Routes.QUERIES_AT_ONCE_MAX)),
                                other,
                                reference));
        client = new ApiClient(gateway.uri());
        waiting =
                IntStream.range(0, Routes.QUERIES_AT_ONCE_MAX)
                        .mapToObj(n ->
                                CompletableFuture.supplyAsync(() -> send("GET", ORDER), CALLERS))
                        .toList();
        TAKEN.await();
    }

    @AfterAll
    static void let_go() {
        LET_GO.countDown();
        assertThat(waiting).allSatisfy(wait -> assertThat(wait.join().statusCode()).isEqualTo(200));
        CALLERS.close();
        client.close();
        gateway.close();
        reference.close();
    }

    private static APIGatewayV2HTTPResponse waitToBeLetGo() {
        TAKEN.countDown();
        try {
            LET_GO.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return RecordingFunction.ok("waited");
    }

    @Test
    void one_more_query_is_unavailable() {
        assertThat(send("GET", ORDER).statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @MethodSource("openRoutes")
    void every_route_that_needs_no_data_is_answered(String path) {
        assertThat(send("GET", path).statusCode()).isEqualTo(200);
        assertThat(send("HEAD", path).statusCode()).isEqualTo(200);
    }

    static List<String> openRoutes() {
        return Routes.TABLE.routes().stream()
                .filter(route -> route.target() == Route.Target.REFERENCE)
                .flatMap(route -> Stream.of(route.template(), Routes.PREFIX + route.template()))
                .toList();
    }

    @Test
    void health_the_description_and_the_reference_page_are_among_them() {
        assertThat(openRoutes()).contains("/health", "/openapi", "/docs", "/docs/swagger-ui.js");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /nothing/here,  404",
        "POST,   /api/v1/ordres, 404",
        "PATCH,  /orders/search, 405",
        "DELETE, /health,        405",
        "PUT,    /orders,        405"
    })
    void a_request_without_a_route_is_answered(String method, String path, int status) {
        HttpResponse<String> answer = send(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }

    private static HttpResponse<String> send(String method, String path) {
        return client.send(method, path, null, Map.of());
    }
}
