package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbDiscards;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Discard;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Commits;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ParkedDiscardCommandTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final StreamId STREAM = StreamId.parse("Customer-1");

    private static TestTables tables;

    @BeforeAll
    static void start() {
        tables = new TestTables();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @Test
    void a_commit_that_is_missing_is_said_to_be_so_before_it_is_discarded() {
        // given a stream with a gap
        named(1);
        named(3);
        new DynamoDbNotices(tables.client(), tables.tables(), Contention.system())
                .park(1, STREAM, 2, "a gap", NOON);

        // when
        CapturedScreen dry = CapturedScreen.ofPipe();
        int code = discard(dry, "--dry-run");

        // then
        assertThat(code).as(dry.err()).isZero();
        assertThat(dry.out()).contains("without version 2 of Customer-1 (which is missing)");
        assertThat(discards().find(STREAM, 2)).isEmpty();

        // and it is done as it was said
        CapturedScreen done = CapturedScreen.ofPipe();
        assertThat(discard(done, "--user=ada")).as(done.err()).isZero();
        assertThat(discards().find(STREAM, 2)).map(Discard::userId).contains("ada");
    }

    private static int discard(CapturedScreen screen, String option) {
        return screen.run(
                "parked",
                "discard",
                STREAM.toString(),
                "--version=2",
                "--reason=lost",
                "--endpoint=" + tables.endpoint(),
                option);
    }

    private static DynamoDbDiscards discards() {
        return new DynamoDbDiscards(tables.client(), tables.tables());
    }

    private static void named(long version) {
        StoredEvent event =
                new StoredEvent("CustomerNamed", 1, Document.fields().put("name", "Ada").build());
        new DynamoDbEventStore(tables.client(), tables.tables())
                .append(new Commit(STREAM, version, NOON, List.of(event), Commits.origin()));
    }
}
