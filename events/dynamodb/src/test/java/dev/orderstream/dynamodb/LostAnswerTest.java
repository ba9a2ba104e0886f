package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.dynamodblocal.faults.Fault;
import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.FaultyHttpClient;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

class LostAnswerTest {

    private final StreamId stream = new StreamId("Lost", UUID.randomUUID().toString());

    @Test
    void a_put_whose_answer_was_lost_finds_its_own_commit() {
        Commit commit = commit();

        Appended appended = store(1).append(commit);

        assertThat(appended).isEqualTo(new Appended.Taken(commit));
    }

    @Test
    void where_no_answer_comes_at_all_nobody_knows_whether_it_is_stored() {
        assertThatThrownBy(() -> store(Integer.MAX_VALUE).append(commit()))
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.writeMayHaveLanded()).isTrue());
        assertThatThrownBy(() -> store(Integer.MAX_VALUE).readAfter(stream, 0, 1))
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.writeMayHaveLanded()).isFalse());
    }

    @Test
    void a_client_that_tries_once_sends_no_second_request_when_an_answer_is_lost() {
        Weather weather = new Weather(new Random(), FaultRates.always(Fault.LOST_ANSWER));
        weather.stormy();
        DynamoDbEventStore once =
                new DynamoDbEventStore(
                        CallLimits.tryOnce(
                                        LocalTables.builder(
                                                new FaultyHttpClient(
                                                        Apache5HttpClient.create(), weather)))
                                .build(),
                        LocalTables.TABLES);

        assertThatThrownBy(() -> once.append(commit())).isInstanceOf(OutageException.class);
        assertThat(weather.counts()).containsEntry(Fault.LOST_ANSWER, 1);
        assertThatThrownBy(() -> once.readBack(stream, 1, commit -> true))
                .isInstanceOf(OutageException.class);
        assertThat(weather.counts()).containsEntry(Fault.LOST_ANSWER, 2);
    }

    private static DynamoDbEventStore store(int answersLost) {
        Weather weather = new Weather(new Random(), FaultRates.always(Fault.LOST_ANSWER));
        weather.stormyFor(answersLost);
        return new DynamoDbEventStore(
                LocalTables.client(new FaultyHttpClient(Apache5HttpClient.create(), weather)),
                LocalTables.TABLES);
    }

    private Commit commit() {
        return new Commit(
                stream,
                1,
                Instant.parse("2026-11-21T09:00:00Z"),
                List.of(new StoredEvent("SomethingHappened", 1, Document.Fields.NONE)),
                new Commit.Origin(
                        Digest.random(), Digest.random(), true, "user", "correlation", null));
    }
}
