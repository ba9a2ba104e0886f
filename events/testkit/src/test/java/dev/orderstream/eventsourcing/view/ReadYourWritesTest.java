package dev.orderstream.eventsourcing.view;

import static dev.orderstream.eventsourcing.view.ReadYourWrites.LEASED_AFTER;
import static dev.orderstream.eventsourcing.view.StreamVisibility.ALL;
import static dev.orderstream.eventsourcing.view.StreamVisibility.UNOWNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryWaitLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadYourWritesTest {

    private static final StreamId STREAM = new StreamId("Order", "1");
    private static final StreamVisibility ANNA = StreamVisibility.of("anna");
    private static final StreamVisibility BERT = StreamVisibility.of("bert");
    private static final int PLACES = 3;
    private static final int NEVER = Integer.MAX_VALUE;

    private final FakeTicker ticker = new FakeTicker();
    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryWaitLeases leases = new InMemoryWaitLeases();

    /** Every request that a wait makes, in order. */
    private final List<String> requests = new ArrayList<>();

    private Supplier<Duration> lag = () -> Duration.ZERO;
    private int reads;

    private final ReadYourWrites readYourWrites =
            new ReadYourWrites(
                    ticker,
                    (stream, version) -> {
                        requests.add("commit");
                        return events.find(stream, version);
                    },
                    () -> {
                        requests.add("lag");
                        return lag.get();
                    },
                    new WaitPool(
                            PLACES, new RecordedLeases(), ticker.clock(), new SplittableRandom(1)));

    private final class RecordedLeases implements WaitLeases {

        @Override
        public boolean acquire(int place, String holder, Instant now, Instant until) {
            requests.add("acquire");
            return leases.acquire(place, holder, now, until);
        }

        @Override
        public void release(int place, String holder) {
            requests.add("release");
            leases.release(place, holder);
        }
    }

    @BeforeEach
    void given_a_commit_of_anna_and_one_of_no_owner() {
        events.append(Commits.of(STREAM, 1).ownedBy("anna"));
        events.append(Commits.of(STREAM, 2));
    }

    @Test
    void a_cheap_read_that_is_recent_suffices() {
        Answer<Integer> answer = await(recentAtRead(1), Duration.ofSeconds(5));

        assertThat(answer).isEqualTo(new Answer<>(1, true));
        assertThat(requests).containsExactly("EVENTUAL");
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void every_read_after_the_first_is_strongly_consistent() {
        Answer<Integer> answer = await(recentAtRead(4), Duration.ofSeconds(5));

        assertThat(answer).isEqualTo(new Answer<>(4, true));
        assertThat(requests)
                .containsExactly("EVENTUAL", "commit", "lag", "STRONG", "STRONG", "STRONG");
        assertThat(ticker.pauses()).hasSize(2);
    }

    @Test
    void pauses_grow_up_to_a_bound() {
        await(recentAtRead(60), Duration.ofSeconds(20));

        List<Duration> pauses = new ArrayList<>(ticker.pauses());
        assertThat(pauses.getFirst()).isEqualTo(Duration.ofMillis(5));
        assertThat(pauses.get(1)).isGreaterThan(pauses.getFirst());
        assertThat(pauses).endsWith(Duration.ofMillis(250), Duration.ofMillis(250));
        // The last one before the lease is shorter.
        pauses.removeIf(pause -> pause.compareTo(Duration.ofMillis(250)) < 0);
        assertThat(pauses).containsOnly(Duration.ofMillis(250));
    }

    @Test
    void the_last_answer_is_given_when_the_time_is_over() {
        Answer<Integer> answer = await(recentAtRead(NEVER), Duration.ofMillis(1_234));

        assertThat(answer).isEqualTo(new Answer<>(reads, false));
        assertThat(ticker.elapsed()).isEqualTo(Duration.ofMillis(1_234));
    }

    @Test
    void what_arrives_at_the_very_end_is_still_seen() {
        for (Duration timeout : List.of(Duration.ofMillis(700), Duration.ofMillis(1_700))) {
            Duration end = ticker.elapsed().plus(timeout);

            Answer<Integer> answer = await(() -> ticker.elapsed().equals(end), timeout);

            assertThat(answer.recent()).isTrue();
        }
    }

    @Test
    void reads_that_take_long_count_as_time() {
        Answer<Integer> answer =
                await(
                        () -> {
                            ticker.advance(Duration.ofMillis(600));
                            return false;
                        },
                        Duration.ofSeconds(1));

        assertThat(answer.recent()).isFalse();
        assertThat(ticker.elapsed()).isEqualTo(Duration.ofMillis(1_200));
    }

    @Test
    void without_time_to_wait_there_is_one_strong_read_and_no_pause() {
        Answer<Integer> answer = await(recentAtRead(3), Duration.ZERO);

        assertThat(answer.recent()).isFalse();
        assertThat(requests).containsExactly("EVENTUAL", "commit", "lag", "STRONG");
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void a_commit_that_does_not_exist_is_not_waited_for() {
        Answer<Integer> answer = await(3, ALL, recentAtRead(NEVER), Duration.ofSeconds(20));

        assertThat(answer).isEqualTo(new Answer<>(1, false));
        assertThat(requests).containsExactly("EVENTUAL", "commit");
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void a_commit_that_the_caller_may_not_see_is_as_one_that_does_not_exist() {
        for (int version : List.of(1, 2, 3)) {
            requests.clear();

            Answer<Integer> answer =
                    await(version, BERT, recentAtRead(NEVER), Duration.ofSeconds(20));

            assertThat(answer.recent()).isFalse();
            assertThat(requests).containsExactly("EVENTUAL", "commit");
        }
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void a_commit_without_an_owner_is_hidden_from_who_may_see_one_owners_only() {
        assertThat(await(2, ANNA, recentAtRead(3), Duration.ofSeconds(5)).recent()).isFalse();
        assertThat(ticker.pauses()).isEmpty();
        reads = 0;
        assertThat(await(2, ALL, recentAtRead(3), Duration.ofSeconds(5)).recent()).isTrue();
        reads = 0;
        assertThat(await(2, UNOWNED, recentAtRead(3), Duration.ofSeconds(5)).recent()).isTrue();
    }

    @Test
    void a_commit_with_an_owner_is_hidden_from_who_may_see_those_without_one_only() {
        assertThat(await(1, UNOWNED, recentAtRead(3), Duration.ofSeconds(5)).recent()).isFalse();
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void a_lag_that_is_longer_than_the_timeout_ends_the_wait_at_once() {
        lag = () -> Duration.ofMillis(5_001);

        Answer<Integer> answer = await(recentAtRead(2), Duration.ofSeconds(5));

        assertThat(answer).isEqualTo(new Answer<>(1, false));
        assertThat(requests).containsExactly("EVENTUAL", "commit", "lag");
    }

    @Test
    void a_lag_as_long_as_the_timeout_is_waited_for() {
        lag = () -> Duration.ofSeconds(5);

        assertThat(await(recentAtRead(3), Duration.ofSeconds(5)).recent()).isTrue();
    }

    @Test
    void the_time_that_has_passed_already_counts_against_the_lag() {
        lag = () -> Duration.ofMillis(4_500);

        Answer<Integer> answer =
                await(
                        () -> {
                            ticker.advance(Duration.ofMillis(600));
                            return false;
                        },
                        Duration.ofSeconds(5));

        assertThat(answer.recent()).isFalse();
        assertThat(requests).containsExactly("EVENTUAL", "commit", "lag");
    }

    @Test
    void a_wait_of_up_to_a_second_needs_no_lease() {
        fillThePool();

        Answer<Integer> answer = await(recentAtRead(NEVER), Duration.ofSeconds(1));

        assertThat(answer.recent()).isFalse();
        assertThat(ticker.elapsed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(requests).doesNotContain("acquire", "release");
    }

    @Test
    void a_longer_wait_leases_a_place_after_200_ms_and_frees_it_at_its_end() {
        await(
                () -> {
                    boolean isLeased = requests.contains("acquire");
                    assertThat(leases.held(ticker.clock().instant())).isEqualTo(isLeased ? 1 : 0);
                    assertThat(isLeased || ticker.elapsed().compareTo(LEASED_AFTER) <= 0).isTrue();
                    return false;
                },
                Duration.ofSeconds(3));

        assertThat(ticker.elapsed()).isEqualTo(Duration.ofSeconds(3));
        assertThat(Collections.frequency(requests, "acquire")).isEqualTo(1);
        assertThat(Collections.frequency(requests, "release")).isEqualTo(1);
        assertThat(requests).endsWith("release");
        assertThat(leases.held(ticker.clock().instant())).isZero();
    }

    @Test
    void without_a_free_place_the_wait_ends_after_200_ms_once_each_place_was_tried() {
        fillThePool();

        Answer<Integer> answer = await(recentAtRead(NEVER), Duration.ofSeconds(20));

        assertThat(answer).isEqualTo(new Answer<>(reads, false));
        assertThat(ticker.elapsed()).isEqualTo(LEASED_AFTER);
        assertThat(requests).endsWith("STRONG", "lag", "acquire", "acquire", "acquire");
    }

    @Test
    void a_lag_that_has_grown_ends_the_wait_without_a_lease() {
        lag = () -> ticker.elapsed().multipliedBy(25);

        Answer<Integer> answer = await(recentAtRead(NEVER), Duration.ofSeconds(5));

        assertThat(answer.recent()).isFalse();
        assertThat(ticker.elapsed()).isEqualTo(LEASED_AFTER);
        assertThat(requests).endsWith("STRONG", "lag").doesNotContain("acquire");
    }

    @Test
    void a_place_is_freed_when_a_read_fails() {
        assertThatThrownBy(() ->
                        await(
                                () -> {
                                    if (ticker.elapsed().compareTo(Duration.ofSeconds(2)) > 0) {
                                        throw new OutageException(false, null);
                                    }
                                    return false;
                                },
                                Duration.ofSeconds(5)))
                .isInstanceOf(OutageException.class);

        assertThat(requests).endsWith("release");
        assertThat(leases.held(ticker.clock().instant())).isZero();
    }

    private void fillThePool() {
        Instant now = ticker.clock().instant();
        IntStream.rangeClosed(1, PLACES)
                .forEach(place ->
                        leases.acquire(place, "another " + place, now, now.plusSeconds(60)));
    }

    /** Of a read that is recent once so many were made. */
    private Supplier<Boolean> recentAtRead(int number) {
        return () -> reads >= number;
    }

    private Answer<Integer> await(Supplier<Boolean> recent, Duration timeout) {
        return await(1, ANNA, recent, timeout);
    }

    private Answer<Integer> await(
            int version, StreamVisibility visible, Supplier<Boolean> recent, Duration timeout) {
        return readYourWrites.await(
                new Awaited(STREAM, version, timeout),
                visible,
                consistency -> {
                    requests.add(consistency.name());
                    return ++reads;
                },
                read -> recent.get());
    }
}
