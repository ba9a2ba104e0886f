package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.testkit.Tank.Fill;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.TankProjection.Level;
import org.junit.jupiter.api.Test;

class SpecsTest {

    private final DeciderSpec<Tank.Change, Tank.State, Tank.Event, Refusal> spec =
            new DeciderSpec<>(new Tank());
    private final ProjectionSpec<Level, Tank.Event> projection =
            new ProjectionSpec<>(new TankProjection(), Tank.CODEC);

    @Test
    void a_decider_is_told_as_given_when_then() {
        spec.given(new Installed(10)).when(fill(3)).thenEvents(new Moved(3));
        spec.given(new Installed(10)).when(fill(0)).thenUnchanged();
        spec.given(new Installed(10), new Moved(9)).when(fill(3)).thenRejected(Refusal.NO_ROOM);
        spec.given().when(fill(3)).thenRejected(Refusal.ABSENT);
    }

    @Test
    void an_expectation_that_is_not_met_fails() {
        var accepted = spec.given(new Installed(10)).when(fill(3));
        var rejected = spec.given().when(fill(3));

        assertThatThrownBy(() -> accepted.thenEvents(new Moved(4)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(accepted::thenUnchanged).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> accepted.thenRejected(Refusal.ABSENT))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(accepted::rejection).isInstanceOf(AssertionError.class);
        assertThatThrownBy(rejected::thenUnchanged).isInstanceOf(AssertionError.class);
        assertThatThrownBy(rejected::events).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> rejected.thenRejected(Refusal.NO_ROOM))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_projection_is_told_as_given_then() {
        projection
                .given(Tank.SENT, new Installed(10), new Moved(3))
                .given(Tank.SENT, new Moved(4))
                .then(new Level(7, "1 2"));

        assertThatThrownBy(() ->
                        projection.given(Tank.SENT, new Installed(10)).then(new Level(1, "1")))
                .isInstanceOf(AssertionError.class);
        assertThat(projection.given(Tank.SENT, new Installed(10)).body().tally().amounts())
                .containsKey("empty");
    }

    private static Fill fill(int litres) {
        return new Fill("t", litres, Tank.envelope());
    }
}
