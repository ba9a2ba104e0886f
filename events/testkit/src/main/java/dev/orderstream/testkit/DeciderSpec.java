package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.Decider;
import dev.orderstream.eventsourcing.command.Decider.Decision;
import java.util.List;

/**
 * The rules of an aggregate as sentences: {@code spec.given(events).when(command).thenEvents(…)}.
 *
 * @param <C> commands
 * @param <S> state
 * @param <E> events
 * @param <R> rejections
 */
public record DeciderSpec<C, S, E, R>(Decider<C, S, E, R> decider) {

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied and never written to
    public final Given given(E... events) {
        return given(List.of(events));
    }

    public Given given(List<? extends E> events) {
        S state = decider.initial();
        for (E event : events) {
            state = decider.evolve(state, event);
        }
        return new Given(state);
    }

    /** What has happened. */
    public final class Given {
        private final S state;

        private Given(S state) {
            this.state = state;
        }

        public S state() {
            return state;
        }

        public Then when(C command) {
            return new Then(decider.decide(command, state));
        }
    }

    /** What came of it. */
    public final class Then {
        private final Decision<E, R> decision;

        private Then(Decision<E, R> decision) {
            this.decision = decision;
        }

        @SafeVarargs
        @SuppressWarnings("varargs") // the array is copied and never written to
        public final void thenEvents(E... events) {
            assertThat(decision).isEqualTo(new Decision.Accepted<>(List.of(events)));
        }

        public void thenUnchanged() {
            assertThat(decision).isEqualTo(Decision.unchanged());
        }

        public void thenRejected(R reason) {
            assertThat(decision).isEqualTo(Decision.reject(reason));
        }

        /** The events, where the command was accepted. */
        public List<E> events() {
            return switch (decision) {
                case Decision.Accepted<E, R>(List<E> events) -> events;
                case Decision.Rejected<E, R>(R reason) ->
                        throw new AssertionError("expected events, got the rejection " + reason);
            };
        }

        /** The reason, where the command was rejected. */
        public R rejection() {
            return switch (decision) {
                case Decision.Accepted<E, R>(List<E> events) ->
                        throw new AssertionError("expected a rejection, got the events " + events);
                case Decision.Rejected<E, R>(R reason) -> reason;
            };
        }
    }
}
