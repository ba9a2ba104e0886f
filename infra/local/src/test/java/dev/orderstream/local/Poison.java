package dev.orderstream.local;

import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.testbudget.RealTime;
import dev.orderstream.testkit.Commits;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A commit that no code can read, put into the event table by hand. */
@RealTime(reason = "The running system compares a commit's time with its clock.", minutesMax = 5)
public final class Poison {

    private Poison() {}

    public static void append(DynamoDbClient database, String stream, long version) {
        StoredEvent unknown = new StoredEvent("OrderTeleported", 1, Document.Fields.NONE);
        new DynamoDbEventStore(database, Tables.STANDARD)
                .append(
                        new Commit(
                                StreamId.parse(stream),
                                version,
                                Instant.now(),
                                List.of(unknown),
                                Commits.origin()));
    }
}
