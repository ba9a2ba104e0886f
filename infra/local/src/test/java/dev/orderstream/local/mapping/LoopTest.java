package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LoopTest {

    private final FakeTicker ticker = new FakeTicker();
    private final ManualSteps steps = new ManualSteps(ticker);

    /** When the step ran. */
    private final List<Long> millis = new ArrayList<>();

    private Supplier<Duration> step = () -> Loop.UNTIL_WOKEN;

    private final Loop loop =
            new Loop(
                    steps,
                    "Testing",
                    () -> {
                        millis.add(ticker.elapsed().toMillis());
                        return step.get();
                    });

    @Test
    void a_loop_waits_until_it_is_woken() {
        steps.pass(Duration.ofMinutes(1));
        assertThat(millis).isEmpty();
        // when
        loop.wakeUp();
        steps.pass(Duration.ofMinutes(1));
        // then
        assertThat(millis).hasSize(1);
    }

    @Test
    void a_step_comes_again_after_the_pause_that_it_asked_for() {
        // given
        step = () -> Duration.ofMillis(300);
        // when
        loop.wakeUp();
        steps.pass(Duration.ofSeconds(1));
        // then
        assertThat(millis).containsExactly(0L, 300L, 600L, 900L);
    }

    @Test
    void waking_up_shortens_no_pause_and_hurrying_does() {
        // given
        step = () -> Duration.ofSeconds(10);
        loop.wakeUp();
        steps.pass(Duration.ofSeconds(1));
        // when
        loop.wakeUp();
        steps.pass(Duration.ofSeconds(1));
        // then
        assertThat(millis).containsExactly(0L);
        // when
        loop.hurry();
        steps.pass(Duration.ofSeconds(9));
        // then the pause begins anew
        assertThat(millis).containsExactly(0L, 2000L);
        steps.pass(Duration.ofSeconds(2));
        assertThat(millis).containsExactly(0L, 2000L, 12_000L);
    }

    @Test
    void a_step_that_is_hurried_while_it_runs_never_runs_twice_at_once_and_comes_again() {
        // given
        int[] depth = {0};
        List<Integer> depths = new ArrayList<>();
        step =
                () -> {
                    depths.add(++depth[0]);
                    if (depths.size() == 1) {
                        loop.hurry();
                        loop.wakeUp();
                        steps.pass(Duration.ofSeconds(1));
                    }
                    depth[0]--;
                    return Loop.UNTIL_WOKEN;
                };
        // when
        loop.wakeUp();
        steps.pass(Duration.ofSeconds(1));
        steps.pass(Duration.ofSeconds(1));
        // then
        assertThat(depths).containsExactly(1, 1);
    }

    @Test
    void a_step_that_throws_is_tried_again_after_growing_pauses() {
        // given
        step =
                () -> {
                    if (millis.size() < 4) {
                        throw new IllegalStateException("on purpose");
                    }
                    return Loop.UNTIL_WOKEN;
                };
        // when
        loop.wakeUp();
        steps.pass(Duration.ofMinutes(1));
        // then
        assertThat(millis).containsExactly(0L, 100L, 300L, 700L);
    }

    @Test
    void a_loop_that_is_stopped_never_runs_again() {
        // given
        step = () -> Duration.ofMillis(10);
        loop.wakeUp();
        steps.pass(Duration.ofMillis(15));
        int before = millis.size();
        // when
        loop.stop();
        steps.pass(Duration.ofMinutes(1));
        loop.hurry();
        steps.pass(Duration.ofMinutes(1));
        // then
        assertThat(millis).hasSize(before);
    }
}
