package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Beside;
import dev.orderstream.eventsourcing.command.Decider;
import dev.orderstream.eventsourcing.command.Decider.Decision;
import dev.orderstream.eventsourcing.command.JointDecider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

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
        return new Given(fold(decider, events), Map.of());
    }

    private static <T, F> T fold(Decider<?, T, F, ?> decider, List<? extends F> events) {
        T state = decider.initial();
        for (F event : events) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    /** What has happened. */
    public final class Given {
        private final S state;
        private final Map<StreamId, Object> beside;

        private Given(S state, Map<StreamId, Object> beside) {
            this.state = state;
            this.beside = beside;
        }

        /** What has happened in another stream that the command is decided on. */
        public <T, F> Given beside(Beside<T, F> stream, List<? extends F> events) {
            Map<StreamId, Object> more = new HashMap<>(beside);
            more.put(
                    stream.stream(),
                    Objects.requireNonNull(fold(stream.aggregate().decider(), events)));
            return new Given(state, more);
        }

        public S state() {
            return state;
        }

        /** Of other streams it sees those that it names: the rest is as if nothing had happened. */
        public Then when(C command) {
            Set<StreamId> named =
                    decider.beside(command, state).stream()
                            .map(Beside::stream)
                            .collect(Collectors.toSet());
            return new Then(
                    decider.decide(
                            command,
                            state,
                            new JointDecider.States() {
                                @Override
                                @SuppressWarnings("unchecked") // beside() has put it there
                                public <T> T of(Beside<T, ?> stream) {
                                    assertThat(named).contains(stream.stream());
                                    return beside.containsKey(stream.stream())
                                            ? (T) beside.get(stream.stream())
                                            : stream.aggregate().decider().initial();
                                }
                            }));
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

        /** With events of other streams, in the same write. */
        public void thenEvents(List<E> events, List<Beside.Events<?>> beside) {
            assertThat(decision).isEqualTo(new Decision.Accepted<>(events, beside));
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
                case Decision.Accepted<E, R> accepted -> accepted.events();
                case Decision.Rejected<E, R>(R reason) ->
                        throw new AssertionError("expected events, got the rejection " + reason);
            };
        }

        /** The reason, where the command was rejected. */
        public R rejection() {
            return switch (decision) {
                case Decision.Accepted<E, R> accepted ->
                        throw new AssertionError(
                                "expected a rejection, got the events " + accepted.events());
                case Decision.Rejected<E, R>(R reason) -> reason;
            };
        }
    }
}
