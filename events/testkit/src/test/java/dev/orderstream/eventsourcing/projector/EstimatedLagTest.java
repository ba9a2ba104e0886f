package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.testkit.InMemoryHeartbeats;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EstimatedLagTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");

    private final InMemoryHeartbeats kept = new InMemoryHeartbeats();
    private Instant now = NOON;
    private int reads;
    private @Nullable OutageException outage;
    private final EstimatedLag lag = new EstimatedLag(new CountedHeartbeats(), () -> now);

    @Test
    void it_is_zero_while_nothing_is_known() {
        assertThat(lag.estimate()).isZero();
    }

    @Test
    void the_notes_are_read_once_a_second_and_what_is_overdue_grows_meanwhile() {
        kept.sent(Map.of(0, new SentHeartbeat(NOON, NOON, 1)), NOON);
        now = NOON.plusSeconds(10);
        assertThat(lag.estimate()).isEqualTo(Duration.ofSeconds(10));

        kept.arrived(Map.of(0, NOON), now);
        now = NOON.plusMillis(10_999);
        assertThat(lag.estimate()).isEqualTo(Duration.ofMillis(10_999));
        assertThat(reads).isEqualTo(1);

        now = NOON.plusMillis(11_000);
        assertThat(lag.estimate()).isZero();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void a_late_batch_counts_for_three_seconds_so_that_a_cold_start_ends_no_wait_for_a_minute() {
        kept.late(new BatchLag(Duration.ofSeconds(6), NOON));
        now = NOON.plusMillis(2_999);
        assertThat(lag.estimate()).isEqualTo(Duration.ofSeconds(6));
        assertThat(kept.read().estimateAt(now)).contains(Duration.ofSeconds(6));

        now = NOON.plusSeconds(4);
        assertThat(lag.estimate()).isZero();
        assertThat(kept.read().estimateAt(now)).contains(Duration.ofSeconds(6));
    }

    @Test
    void a_clock_that_is_set_back_has_them_read_again() {
        lag.estimate();
        now = NOON.minus(Duration.ofDays(1));
        lag.estimate();

        assertThat(reads).isEqualTo(2);
    }

    @Test
    void an_outage_is_thrown_and_the_next_call_reads_again() {
        outage = new OutageException(false, new IllegalStateException("down"));
        assertThatThrownBy(lag::estimate).isSameAs(outage);

        outage = null;
        assertThat(lag.estimate()).isZero();
    }

    private final class CountedHeartbeats implements Heartbeats {
        @Override
        public LagNotes read() {
            reads++;
            if (outage != null) {
                throw outage;
            }
            return kept.read();
        }

        @Override
        public void sent(Map<Integer, SentHeartbeat> sent, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<Integer, Instant> arrived(Map<Integer, Instant> sentAt, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void late(BatchLag batch) {
            throw new UnsupportedOperationException();
        }
    }
}
