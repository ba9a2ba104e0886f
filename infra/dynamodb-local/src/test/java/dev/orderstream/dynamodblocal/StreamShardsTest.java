package dev.orderstream.dynamodblocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.testbudget.RealTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

@RealTime(
        reason = "DynamoDB Local compares iterators with the machine's clock, to the millisecond.",
        minutesMax = 10)
class StreamShardsTest {

    private static DynamoDbLocal local;

    // Another one each time: what is done to streams is done to all.
    private final Things things = new Things(local, "things-" + UUID.randomUUID());

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.inMemory();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void createTable() {
        things.create();
    }

    @AfterEach
    void close() {
        things.close();
    }

    @Test
    void a_rollover_closes_the_open_shard_opens_a_child_and_loses_nothing() {
        things.put("before-1");
        things.put("before-2");

        local.rollShardsOver();
        things.put("after");

        List<Shard> shards = things.shards();
        assertThat(shards).hasSize(2);
        Shard parent = shards.getFirst();
        Shard child = shards.getLast();
        assertThat(isClosed(parent)).isTrue();
        assertThat(isClosed(child)).isFalse();
        assertThat(child.parentShardId()).isEqualTo(parent.shardId());
        assertThat(things.streamedIds(parent)).containsExactly("before-1", "before-2");
        assertThat(things.streamedIds(child)).containsExactly("after");
    }

    @Test
    void a_closed_shard_is_read_to_its_end_by_an_iterator_from_before() {
        String iterator = things.iterator(things.shards().getFirst());
        things.put("before");

        local.rollShardsOver();

        assertThat(things.read(iterator).records()).hasSize(1);
        assertThat(things.read(iterator).nextShardIterator()).isNull();
    }

    @Test
    void each_of_many_rollovers_adds_a_child_of_the_last_shard() {
        for (int n = 1; n <= 3; n++) {
            things.put("thing-" + n);
            local.rollShardsOver();
        }

        List<Shard> shards = things.shards();
        assertThat(shards).hasSize(4);
        assertThat(IntStream.range(1, 4).mapToObj(n -> shards.get(n).parentShardId()))
                .containsExactlyElementsOf(
                        shards.subList(0, 3).stream().map(Shard::shardId).toList());
        assertThat(shards.stream().flatMap(shard -> things.streamedIds(shard).stream()))
                .containsExactly("thing-1", "thing-2", "thing-3");
    }

    @Test
    void records_of_more_than_a_day_are_trimmed_and_those_after_are_in_a_child() {
        things.put("old");

        local.ageStreams(Duration.ofHours(25));
        things.put("new");

        List<Shard> shards = things.shards();
        assertThat(shards).hasSize(2);
        assertThatThrownBy(() -> things.streamedIds(shards.getFirst()))
                .isInstanceOf(TrimmedDataAccessException.class);
        assertThat(things.streamedIds(shards.getLast())).containsExactly("new");
        assertThat(things.ids()).containsExactlyInAnyOrder("old", "new");
    }

    @Test
    void records_of_less_than_a_day_stay() {
        things.put("young");

        local.ageStreams(Duration.ofHours(23));

        assertThat(things.streamedIds(things.shards().getFirst())).containsExactly("young");
    }

    @Test
    void ageing_adds_up_and_a_shard_that_was_closed_for_more_than_a_day_is_gone() {
        things.put("old");
        local.rollShardsOver();

        local.ageStreams(Duration.ofHours(20));
        local.ageStreams(Duration.ofHours(5));

        assertThatThrownBy(() -> things.streamedIds(things.shards().getFirst()))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void ageing_lets_iterators_expire() throws Exception {
        String iterator = things.iterator(things.shards().getFirst());
        // Their time is in milliseconds, and one that is made in that of the ageing lives on.
        Instant made = Instant.now();
        while (Instant.now().toEpochMilli() - made.toEpochMilli() < 2) {
            Thread.onSpinWait();
        }

        local.ageStreams(Duration.ofMinutes(16));

        assertThatThrownBy(() -> things.read(iterator))
                .isInstanceOf(ExpiredIteratorException.class);
    }

    @Test
    void time_does_not_run_backwards() {
        assertThatThrownBy(() -> local.ageStreams(Duration.ofHours(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("age: expected at least 1 ms, got PT-1H");
    }

    @Test
    void what_the_process_cannot_do_is_said() {
        assertThatThrownBy(() -> local.command("turn-back"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there is no command \"turn-back\"");

        local.rollShardsOver();
        assertThat(things.shards()).as("it goes on after that").hasSize(2);
    }

    @Test
    void a_process_that_has_ended_is_not_waited_for() {
        var ended = DynamoDbLocal.inMemory();
        ended.close();

        assertThatThrownBy(ended::rollShardsOver)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void a_process_that_was_told_what_to_do_still_ends_in_order() {
        var told = DynamoDbLocal.inMemory();
        told.rollShardsOver();

        told.close();

        assertThat(told.onExit()).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(0);
    }

    private static boolean isClosed(Shard shard) {
        return shard.sequenceNumberRange().endingSequenceNumber() != null;
    }
}
