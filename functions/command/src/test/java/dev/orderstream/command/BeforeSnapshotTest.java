package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testing.LogLines;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import org.junit.jupiter.api.Test;

class BeforeSnapshotTest {

    @Test
    void the_hooks_ask_no_table_and_log_no_request_and_the_function_answers_after_them() {
        try (TestTables tables = new TestTables();
                CommandFunction command = new CommandFunction(tables.properties("jwt"));
                LogLines log = new LogLines()) {
            command.beforeCheckpoint(null);
            command.afterRestore(null);

            assertThat(tables.takeOperations()).isEmpty();
            assertThat(log.ofRequests()).isEmpty();
            assertThat(command.handleRequest(Samples.api("create-order"), null).getStatusCode())
                    .isEqualTo(201);
        }
    }
}
