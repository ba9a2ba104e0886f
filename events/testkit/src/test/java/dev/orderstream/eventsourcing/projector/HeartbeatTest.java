package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");
    private static final Heartbeat ON_ITS_WAY_FOR_2_S = new Heartbeat(NOON, NOON.plusSeconds(2));

    @Test
    void while_the_next_one_may_still_come_the_lag_is_that_of_the_last() {
        assertThat(ON_ITS_WAY_FOR_2_S.lagAt(NOON.plusSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(ON_ITS_WAY_FOR_2_S.lagAt(NOON.plusSeconds(90))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void where_the_next_one_is_overdue_the_lag_is_the_age_of_the_last() {
        assertThat(ON_ITS_WAY_FOR_2_S.lagAt(NOON.plusSeconds(91)))
                .isEqualTo(Duration.ofSeconds(91));
        assertThat(ON_ITS_WAY_FOR_2_S.lagAt(NOON.plusSeconds(86_400)))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void a_clock_that_is_behind_shows_no_negative_lag() {
        assertThat(ON_ITS_WAY_FOR_2_S.lagAt(NOON.minusSeconds(5))).isEqualTo(Duration.ofSeconds(2));
        assertThat(new Heartbeat(NOON, NOON.minusMillis(30)).lag()).isEqualTo(Duration.ZERO);
    }
}
