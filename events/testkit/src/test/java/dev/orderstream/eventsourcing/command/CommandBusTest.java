package dev.orderstream.eventsourcing.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Event;
import dev.orderstream.testkit.Tank.Fill;
import dev.orderstream.testkit.Tank.Install;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import org.junit.jupiter.api.Test;

class CommandBusTest {

    private final CommandBus bus =
            new CommandBus()
                    .with(Install.class, CommandBusTest::unchangedAtOne)
                    .with(Fill.class, CommandBusTest::unchangedAtTwo);

    @Test
    void a_command_goes_to_the_handler_of_its_type() {
        assertThat(bus.dispatch(new Install("t", 10, Tank.envelope())).version()).isEqualTo(1);
        assertThat(bus.dispatch(new Fill("t", 1, Tank.envelope())).version()).isEqualTo(2);
    }

    @Test
    void a_command_without_a_handler_is_told_by_its_type() {
        assertThatThrownBy(() -> new CommandBus().dispatch(new Fill("t", 1, Tank.envelope())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no handler for command " + Fill.class.getName());
    }

    @Test
    void a_second_handler_for_a_type_is_refused() {
        assertThatThrownBy(() -> bus.with(Fill.class, CommandBusTest::unchangedAtOne))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two handlers for command " + Fill.class.getName());
        assertThat(bus.dispatch(new Fill("t", 1, Tank.envelope())).version()).isEqualTo(2);
    }

    private static Outcome<State, Event, Refusal> unchangedAtOne(Tank.Change command) {
        return new Outcome.Unchanged<>(command.stream(), 1, new State(0, 0));
    }

    private static Outcome<State, Event, Refusal> unchangedAtTwo(Tank.Change command) {
        return new Outcome.Unchanged<>(command.stream(), 2, new State(0, 0));
    }
}
