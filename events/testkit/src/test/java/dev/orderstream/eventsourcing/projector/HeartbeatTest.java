package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTest {

    @Test
    void a_stream_is_named_by_its_day_in_utc_and_its_number() {
        assertThat(Heartbeat.stream(Instant.parse("2026-03-01T23:59:59.999Z"), 0))
                .hasToString("Heartbeat-2026-03-01-0");
        assertThat(Heartbeat.stream(Instant.parse("2026-03-02T00:00:00.000Z"), 15))
                .hasToString("Heartbeat-2026-03-02-15");
    }

    @Test
    void its_number_is_read_from_its_name() {
        for (int number = 0; number < Heartbeat.STREAMS; number++) {
            assertThat(Heartbeat.number(Heartbeat.stream(Instant.EPOCH, number))).hasValue(number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Of an earlier release, which had one stream a day.
                "Heartbeat-2026-03-01",
                "Heartbeat-2026-03-01-16",
                "Heartbeat-2026-03-01-x",
                "Heartbeat-2026-03-01-1-1",
                "Heartbeat-2026-03-01-99999999999",
                "Order-2026-03-01-1"
            })
    void other_streams_have_none(String stream) {
        assertThat(Heartbeat.number(StreamId.parse(stream))).isEmpty();
    }
}
