package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.operations.OperationsSettings;
import dev.orderstream.operations.Workbench;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.FakeTicker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

class FollowedOperationTest {

    private static final String OUTAGE = "An outage, waited out";
    private static final String FAREWELL = "The verification goes on by itself";

    private static TestTables tables;

    private final CapturedScreen pipe = CapturedScreen.ofPipe();
    private final FakeTicker ticker = new FakeTicker();
    private String id = "";

    @BeforeAll
    static void start() {
        tables = new TestTables();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void begin() {
        tables.clear();
        id = started(false);
    }

    @Test
    void an_outage_that_passes_is_told_and_waited_out() {
        AtomicInteger left = new AtomicInteger(Outages.IN_A_ROW_MAX);

        assertThat(follow("ThrottlingException", request -> left.getAndDecrement() > 0)).isZero();

        assertThat(operation().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(pipe.err()).contains(OUTAGE, "ThrottlingException").doesNotContain(FAREWELL);
    }

    @Test
    void
            an_outage_that_lasts_is_told_once_and_ends_with_exit_code_1_and_how_the_operation_goes_on() {
        assertThat(follow("ThrottlingException", request -> true)).isEqualTo(1);

        assertThat(operation().status()).isEqualTo(Status.RUNNING);
        assertThat(pipe.err())
                .containsOnlyOnce(OUTAGE)
                .contains(FAREWELL, "./orders verify follows it", "./orders verify --abort ends it")
                .contains("orders: DynamoDB refused it: ThrottlingException");
        assertThat(ticker.elapsed()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(9));
    }

    @Test
    void where_only_the_work_meets_an_outage_it_is_left_to_others_as_well() {
        assertThat(follow("ThrottlingException", ScanRequest.class::isInstance)).isEqualTo(1);

        assertThat(operation().status()).isEqualTo(Status.RUNNING);
        assertThat(pipe.err()).contains(OUTAGE, FAREWELL);
    }

    @Test
    void outages_with_progress_between_them_are_not_in_a_row() {
        AtomicInteger looks = new AtomicInteger();
        int looksMax = 10 * Outages.IN_A_ROW_MAX;

        int code =
                follow(
                        "ThrottlingException",
                        request -> {
                            if (request instanceof GetItemRequest && isOfWork()) {
                                progress(looks.incrementAndGet());
                            }
                            return request instanceof ScanRequest && looks.get() < looksMax;
                        });

        assertThat(code).as(pipe.err()).isZero();
        assertThat(operation().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void missing_rights_are_not_waited_for() {
        assertThat(follow("AccessDeniedException", request -> true)).isEqualTo(1);

        assertThat(ticker.pauses()).isEmpty();
        assertThat(pipe.err()).contains(FAREWELL, "missing rights").doesNotContain(OUTAGE);
    }

    @Test
    void one_that_repairs_is_followed_by_asking_for_repair() {
        bench(tables.client()).operations().abort(id);
        id = started(true);

        assertThat(follow("AccessDeniedException", request -> true)).isEqualTo(1);

        assertThat(pipe.err()).contains("./orders verify --repair follows it");
    }

    private static String started(boolean repair) {
        return bench(tables.client())
                .operations()
                .startVerification("ada", repair)
                .orElseThrow()
                .id();
    }

    /** Where each request that is meant is refused. */
    private int follow(String refusal, Predicate<SdkRequest> isMeant) {
        try (DynamoDbClient refusing = tables.client(new Refusal(refusal, isMeant))) {
            return new CommandLine(new FollowCommand(refusing))
                    .execute("--endpoint", "http://127.0.0.1:9");
        }
    }

    private Operation operation() {
        return bench(tables.client()).operations().find(id).orElseThrow();
    }

    private void progress(int done) {
        tables.client()
                .updateItem(update ->
                        update.tableName(tables.tables().control().name())
                                .key(
                                        Map.of(
                                                "pk",
                                                AttributeValue.fromS("OPERATION#" + id),
                                                "sk",
                                                AttributeValue.fromS("OPERATION")))
                                .updateExpression("SET done = :done")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":done",
                                                AttributeValue.fromN(Integer.toString(done)))));
    }

    private static boolean isOfWork() {
        return Thread.currentThread().getName().equals("work");
    }

    private static Workbench bench(DynamoDbClient client) {
        return new Workbench(client, tables.tables(), OperationsSettings.LOCAL);
    }

    /** Follows the operation with the test's own client and time. */
    @Command
    private final class FollowCommand extends OrdersCommand {

        private final DynamoDbClient client;

        FollowCommand(DynamoDbClient client) {
            super(pipe.screen());
            this.client = client;
        }

        @Override
        int run(Session session) {
            Session own =
                    new Session(session.target(), client, bench(client), session.screen(), false);
            new FollowedOperation(own, operation(), ticker).toEnd();
            return ExitCode.DONE;
        }
    }

    /** Refuses requests as DynamoDB does, once and for all. */
    private record Refusal(String code, Predicate<SdkRequest> isMeant)
            implements ExecutionInterceptor {

        @Override
        public void beforeExecution(
                Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (isMeant.test(context.request())) {
                throw DynamoDbException.builder()
                        .statusCode(400)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode(code)
                                        .errorMessage("no")
                                        .build())
                        .build();
            }
        }
    }
}
