package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.testing.TestTables;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What newer code has stored is never guessed at: the command waits until it can be read. */
class NewerEventsTest {

    private static TestTables tables;
    private static StoredOrders stored;
    private static CommandFunction function;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        stored = new StoredOrders(tables);
        function = new CommandFunction(tables.properties("jwt"));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @ParameterizedTest
    @CsvSource({"OrderItemAdded,3", "OrderShipped,99", "OrderTeleported,1"})
    void a_change_of_an_order_with_an_event_of_newer_code_is_a_503_and_stores_nothing(
            String type, int schema) {
        String id = Answer.of(function, Call.create()).orderId();
        Commit created = stored.commits(id).getFirst();
        stored.put(commit(created, 2, new StoredEvent(type, schema, Fields.NONE)));

        for (Call call : List.of(Call.addItem(id), Call.ship(id), Call.cancel(id))) {
            tables.takeOperations();
            Answer.of(function, call).isLasting("not_stored");
            assertThat(tables.takeOperations()).containsExactly("Query");
        }
        assertThat(stored.commits(id)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"OrderCreated,2", "OrderTeleported,1"})
    void a_create_that_newer_code_has_carried_out_is_a_503_when_it_is_repeated(
            String type, int schema) {
        Call create = Call.create().key("newer-" + type);
        String id = Answer.of(function, create).orderId();
        Commit created = stored.commits(id).getFirst();
        Commit newer =
                commit(
                        created,
                        1,
                        new StoredEvent(type, schema, created.events().getFirst().data()));
        stored.replaceFirst(newer);
        tables.takeOperations();

        Answer.of(function, create).isLasting("unknown");

        assertThat(tables.takeOperations())
                .as("refused by its condition")
                .endsWith("PutItem")
                .filteredOn("PutItem"::equals)
                .hasSize(1);
        assertThat(stored.commits(id)).containsExactly(newer);
    }

    /** By the same command. */
    private static Commit commit(Commit like, long version, StoredEvent event) {
        return new Commit(like.stream(), version, like.recordedAt(), List.of(event), like.origin());
    }
}
