package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.testkit.Seeds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimestampsTest {

    @Test
    void a_time_has_exactly_three_decimals() {
        assertThat(format("2026-01-02T03:04:05Z")).isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(format("2026-01-02T03:04:05.1Z")).isEqualTo("2026-01-02T03:04:05.100Z");
        assertThat(format("2026-01-02T03:04:05.999999999Z")).isEqualTo("2026-01-02T03:04:05.999Z");
    }

    @Test
    void texts_sort_as_their_times_do() {
        Seeds.forEach(
                100,
                (seed, random) -> {
                    List<Instant> times =
                            random.longs(20, 0, 10_000)
                                    .mapToObj(Instant.parse("2026-12-31T23:59:55Z")::plusMillis)
                                    .toList();

                    assertThat(times.stream().map(Timestamps::format).sorted())
                            .isEqualTo(times.stream().sorted().map(Timestamps::format).toList());
                    assertThat(times.stream().map(Timestamps::format).map(Timestamps::parse))
                            .isEqualTo(times);
                });
    }

    @Test
    void a_time_is_cut_to_what_its_text_holds() {
        assertThat(Timestamps.truncate(Instant.parse("2026-01-02T03:04:05.678999Z")))
                .isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    }

    @Test
    void any_other_text_is_no_time() {
        for (String text :
                List.of(
                        "2026-02-30T03:04:05.678Z",
                        "",
                        "2026-01-02",
                        "2026-01-02T03:04:05Z",
                        "2026-01-02T03:04:05.67Z",
                        "2026-01-02T03:04:05.678+01:00",
                        "2026-13-02T03:04:05.678Z")) {
            assertThatThrownBy(() -> Timestamps.parse(text))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("expected a time with three decimals");
        }
    }

    private static String format(String time) {
        return Timestamps.format(Instant.parse(time));
    }
}
