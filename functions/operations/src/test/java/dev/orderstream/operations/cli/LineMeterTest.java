package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineMeterTest {

    private final CapturedScreen captured = CapturedScreen.ofPipe();
    private final FakeTicker ticker = new FakeTicker();
    private final LineMeter meter = new LineMeter(captured.screen(), "rebuild", "items", ticker);

    @Test
    void a_line_now_and_then_has_rate_and_remaining_time() {
        meter.at(0, 100_000);
        ticker.sleep(Duration.ofSeconds(4));
        meter.at(8_000, 100_000);
        ticker.sleep(Duration.ofSeconds(1));
        meter.at(10_000, 100_000);
        meter.at(10_001, 100_000);

        assertThat(captured.err())
                .isEqualToIgnoringNewLines(
                        "rebuild: 10,000 of 100,000 items (10 %), 2,000/s, 45 s left");
    }

    @Test
    void what_was_done_before_does_not_count_for_the_rate() {
        meter.at(50_000, 100_000);
        ticker.sleep(Duration.ofSeconds(10));
        meter.at(51_000, 100_000);

        assertThat(captured.err()).contains("100/s, 8 min 10 s left");
    }

    @Test
    void while_nothing_is_done_nothing_is_foretold() {
        meter.at(0, 0);
        ticker.sleep(Duration.ofSeconds(5));
        meter.at(0, 400);

        assertThat(captured.err()).isEqualToIgnoringNewLines("rebuild: 0 of 400 items (0 %)");
    }

    @Test
    void at_the_end_it_says_what_it_took() {
        ticker.sleep(Duration.ofSeconds(2));
        meter.at(1, 400);
        meter.at(401, 401);
        meter.close();

        assertThat(captured.err()).isEqualToIgnoringNewLines("rebuild: 401 items in 2 s, 200/s");
    }
}
