package dev.orderstream.eventsourcing.command;

import java.util.List;

/**
 * A decider whose commands are decided on several streams, and change them in one write: all or
 * none. A stream that was read and gets no events is read again for every attempt, and nothing
 * keeps it from changing before the write.
 */
public interface JointDecider<C, S, E, R> extends Decider<C, S, E, R> {

    /** The states of the streams that the command named. */
    @FunctionalInterface
    interface States {
        <T> T of(Beside<T, ?> beside);
    }

    @Override
    List<Beside<?, ?>> beside(C command, S state);

    @Override
    Decision<E, R> decide(C command, S state, States beside);

    /** As if nothing had ever happened in the other streams. */
    @Override
    default Decision<E, R> decide(C command, S state) {
        return decide(command, state, NOTHING);
    }

    /** Every stream as it is before its first commit. */
    States NOTHING =
            new States() {
                @Override
                public <T> T of(Beside<T, ?> beside) {
                    return beside.aggregate().decider().initial();
                }
            };
}
