package dev.orderstream.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testing.LogLines;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import org.junit.jupiter.api.Test;

class BeforeSnapshotTest {

    @Test
    void the_hooks_ask_no_table_and_log_no_request_and_the_function_answers_after_them() {
        try (TestTables tables = new TestTables();
                QueryFunction query = new QueryFunction(tables.properties("jwt"));
                LogLines log = new LogLines()) {
            query.beforeCheckpoint(null);
            query.afterRestore(null);

            assertThat(tables.takeOperations()).isEmpty();
            assertThat(log.ofRequests()).isEmpty();
            assertThat(query.handleRequest(Samples.api("list-orders"), null).getStatusCode())
                    .isEqualTo(200);
        }
    }
}
