package dev.orderstream.eventsourcing.view;

import static dev.orderstream.eventsourcing.view.Consistency.EVENTUAL;
import static dev.orderstream.eventsourcing.view.Consistency.STRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.testkit.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadYourWritesTest {

    private final FakeTicker ticker = new FakeTicker();
    private final ReadYourWrites readYourWrites = new ReadYourWrites(ticker);
    private final List<Consistency> reads = new ArrayList<>();

    @Test
    void a_cheap_read_that_is_recent_suffices() {
        Answer<Integer> answer = awaitVersion(1, Duration.ofSeconds(5));

        assertThat(answer).isEqualTo(new Answer<>(1, true));
        assertThat(reads).containsExactly(EVENTUAL);
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void every_read_after_the_first_is_strongly_consistent() {
        Answer<Integer> answer = awaitVersion(4, Duration.ofSeconds(5));

        assertThat(answer).isEqualTo(new Answer<>(4, true));
        assertThat(reads).containsExactly(EVENTUAL, STRONG, STRONG, STRONG);
        assertThat(ticker.pauses()).hasSize(2);
    }

    @Test
    void pauses_grow_up_to_a_bound() {
        awaitVersion(20, Duration.ofSeconds(20));

        List<Duration> pauses = ticker.pauses();
        assertThat(pauses).isSorted();
        assertThat(pauses.getFirst()).isEqualTo(Duration.ofMillis(5));
        assertThat(pauses.get(1)).isGreaterThan(pauses.getFirst());
        assertThat(pauses.getLast()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void the_last_answer_is_given_when_the_time_is_over() {
        Answer<Integer> answer = awaitVersion(Integer.MAX_VALUE, Duration.ofMillis(1_234));

        assertThat(answer).isEqualTo(new Answer<>(reads.size(), false));
        assertThat(ticker.elapsed()).isEqualTo(Duration.ofMillis(1_234));
    }

    @Test
    void what_arrives_at_the_very_end_is_still_seen() {
        Answer<Boolean> answer =
                readYourWrites.await(
                        Duration.ofSeconds(1),
                        consistency -> ticker.elapsed().equals(Duration.ofSeconds(1)),
                        arrived -> arrived);

        assertThat(answer).isEqualTo(new Answer<>(true, true));
    }

    @Test
    void reads_that_take_long_count_as_time() {
        Answer<Boolean> answer =
                readYourWrites.await(
                        Duration.ofSeconds(1),
                        consistency -> {
                            ticker.advance(Duration.ofMillis(600));
                            return false;
                        },
                        arrived -> arrived);

        assertThat(answer.recent()).isFalse();
        assertThat(ticker.elapsed()).isEqualTo(Duration.ofMillis(1_200));
    }

    @Test
    void without_time_to_wait_there_is_one_strong_read_and_no_pause() {
        Answer<Integer> answer = awaitVersion(3, Duration.ZERO);

        assertThat(answer.recent()).isFalse();
        assertThat(reads).containsExactly(EVENTUAL, STRONG);
        assertThat(ticker.pauses()).isEmpty();
    }

    /** Each read shows one version more. */
    private Answer<Integer> awaitVersion(int version, Duration timeout) {
        return readYourWrites.await(
                timeout,
                consistency -> {
                    reads.add(consistency);
                    return reads.size();
                },
                read -> read >= version);
    }
}
