package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final FakeTicker ticker = new FakeTicker();

    @Test
    void a_call_has_less_and_less_time_and_in_the_end_none() {
        List<Optional<Duration>> left =
                Deadline.within(
                        Duration.ofSeconds(3),
                        ticker,
                        () -> {
                            Optional<Duration> first = Deadline.left();
                            ticker.advance(Duration.ofSeconds(2));
                            Optional<Duration> second = Deadline.left();
                            ticker.advance(Duration.ofSeconds(2));
                            return List.of(first, second, Deadline.left());
                        });

        assertThat(left)
                .containsExactly(
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ZERO));
        assertThat(Deadline.left()).isEmpty();
    }

    @Test
    void what_it_has_done_on_other_threads_has_its_time() {
        List<Optional<Duration>> left = Collections.synchronizedList(new ArrayList<>());
        Runnable note = () -> left.add(Deadline.left());

        Deadline.within(
                Duration.ofSeconds(3),
                ticker,
                () -> {
                    AtOnce.virtualThreads().run(List.of(note, note));
                    return left;
                });
        AtOnce.virtualThreads().run(List.of(note));

        assertThat(left)
                .containsExactly(
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.empty());
    }
}
