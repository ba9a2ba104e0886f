package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.StreamId;
import java.util.List;
import java.util.Optional;

/**
 * The rules of an aggregate as three pure functions. Time and ids come in with the command, so that
 * the same command on the same state always decides the same.
 *
 * @param <C> commands
 * @param <S> state
 * @param <E> events
 * @param <R> rejections
 */
public interface Decider<C, S, E, R> {

    /** The state of a stream without events. */
    S initial();

    Decision<E, R> decide(C command, S state);

    /** The other streams that a command is decided on: none, but for a {@link JointDecider}. */
    default List<Beside<?, ?>> beside(C command, S state) {
        return List.of();
    }

    default Decision<E, R> decide(C command, S state, JointDecider.States beside) {
        return decide(command, state);
    }

    S evolve(S state, E event);

    /**
     * Whether what the command creates or replaces exists in this state, for senders who only want
     * to create it. By default, it exists in any state but {@link #initial}.
     */
    default boolean exists(C command, S state) {
        return !state.equals(initial());
    }

    /**
     * The owner of a stream in this state; a stream without an owner is visible to every caller. To
     * a sender who may see only another owner's streams, the stream does not exist: their commands
     * are decided as on {@link #initial}, and must be rejected there. Each commit stores the owner
     * of the state after it.
     */
    default Optional<String> owner(StreamId stream, S state) {
        return Optional.empty();
    }

    /** What a decider makes of a command. */
    sealed interface Decision<E, R> {

        /**
         * The events to add; none where things are already as the command wants them.
         *
         * @param beside those of other streams, each stream once, and only along with own ones
         */
        record Accepted<E, R>(List<E> events, List<Beside.Events<?>> beside)
                implements Decision<E, R> {

            public Accepted {
                events = List.copyOf(events);
                beside = List.copyOf(beside);
                if (events.isEmpty() && !beside.isEmpty()) {
                    throw new IllegalArgumentException("events beside none of one's own");
                }
            }

            public Accepted(List<E> events) {
                this(events, List.of());
            }
        }

        /** The rules forbid it. */
        record Rejected<E, R>(R reason) implements Decision<E, R> {}

        static <E, R> Decision<E, R> accept(E event) {
            return new Accepted<>(List.of(event));
        }

        static <E, R> Decision<E, R> unchanged() {
            return new Accepted<>(List.of());
        }

        static <E, R> Decision<E, R> reject(R reason) {
            return new Rejected<>(reason);
        }
    }
}
