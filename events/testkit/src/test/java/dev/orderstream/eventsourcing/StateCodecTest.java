package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.testkit.Commits;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class StateCodecTest {

    private record Lamp(int watts) {
        private Lamp {
            if (watts < 0) {
                throw new IllegalArgumentException("watts: expected 0 or more, got " + watts);
            }
        }
    }

    /** Version 2 counts in watts, version 3 in milliwatts; version 1 can't be lifted. */
    private final StateCodec<Lamp> codec =
            new StateCodec<>(
                    Schema.startingAt(2)
                            .then(data ->
                                    data.with(
                                            "power",
                                            new Decimal(data.decimal("power").movePointRight(3)))),
                    lamp -> power(lamp.watts() * 1_000L),
                    data -> new Lamp(data.integer("power") / 1_000));

    private final KnownCommands commands =
            KnownCommands.NONE.after(Commits.of(Commits.newStream(), 1), 1);

    @Test
    void a_snapshot_is_of_the_current_version_and_keeps_the_commands() {
        assertThat(codec.snapshot(new Lamp(40), commands))
                .isEqualTo(new Snapshot(3, power(40_000), commands));
    }

    @Test
    void a_state_is_read_as_it_was_written() {
        assertThat(codec.read(codec.snapshot(new Lamp(40), commands))).contains(new Lamp(40));
    }

    @Test
    void a_state_of_an_older_version_is_lifted() {
        assertThat(codec.read(new Snapshot(2, power(60), commands))).contains(new Lamp(60));
    }

    @Test
    void what_can_not_be_lifted_is_passed_over() {
        assertThat(codec.read(new Snapshot(1, power(60), commands))).isEmpty();
        assertThat(codec.read(new Snapshot(0, power(60), commands))).isEmpty();
    }

    @Test
    void what_newer_code_has_written_is_passed_over() {
        assertThat(codec.read(new Snapshot(4, power(60), commands))).isEmpty();
    }

    @Test
    void what_lacks_a_field_is_passed_over() {
        assertThat(codec.read(new Snapshot(3, Fields.NONE, commands))).isEmpty();
        assertThat(codec.read(new Snapshot(2, Fields.NONE, commands))).isEmpty();
    }

    @Test
    void what_the_state_refuses_is_passed_over() {
        assertThat(codec.read(new Snapshot(3, power(-1_000), commands))).isEmpty();
    }

    private static Fields power(long value) {
        return Document.fields().put("power", BigDecimal.valueOf(value)).build();
    }
}
