package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.operations.OperationsSettings;
import dev.orderstream.operations.ReadModelOperations;
import dev.orderstream.operations.Workbench;
import dev.orderstream.testing.TestTables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {

    private static TestTables tables;
    private static ReadModelOperations operations;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        operations =
                new Workbench(tables.client(), tables.tables(), OperationsSettings.LOCAL)
                        .operations();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "false, verify --repair, verify, without --repair",
        "true, verify, verify --repair, with --repair"
    })
    void one_that_runs_is_followed_only_by_who_asks_for_the_same(
            boolean repair, String other, String same, String what) {
        // given one that nobody is at work on yet
        Operation running = operations.startVerification("ada", repair).orElseThrow();

        // when the other one is asked for
        CapturedScreen refused = CapturedScreen.ofPipe();
        assertThat(verify(refused, other)).isEqualTo(2);

        // then it is left alone, and all is said that one can do
        assertThat(operations.find(running.id())).contains(running);
        assertThat(refused.err())
                .startsWith("orders: a verification " + what + " runs already")
                .contains(running.id(), "by ada", "wait for its end")
                .contains("follow it by ./orders " + same + ",", "./orders verify --abort")
                .hasLineCount(1);
        assertThat(refused.out()).isEmpty();

        // and followed to its end by who asks for the same
        CapturedScreen followed = CapturedScreen.ofPipe();
        assertThat(verify(followed, same)).as(followed.err()).isZero();
        assertThat(followed.err()).contains("runs already, started by ada");
        assertThat(operations.find(running.id())).map(Operation::status).contains(Status.SUCCEEDED);
    }

    private static int verify(CapturedScreen screen, String command) {
        return screen.run((command + " --endpoint " + tables.endpoint()).split(" "));
    }
}
