package dev.orderstream.eventsourcing;

import dev.orderstream.eventsourcing.Document.Fields;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns the state of an aggregate into the document of a snapshot and back, through the versions
 * that its form has had.
 */
public record StateCodec<S>(Schema schema, Function<S, Fields> encode, Function<Fields, S> decode) {

    public Snapshot snapshot(S state, KnownCommands commands) {
        return new Snapshot(schema.current(), encode.apply(state), commands);
    }

    /**
     * The state of a snapshot, or nothing where this code can't read it: newer code has written it,
     * or it can't be lifted. A snapshot repeats what is in the commits, so it can be passed over.
     */
    public Optional<S> read(Snapshot snapshot) {
        try {
            return Optional.of(decode.apply(schema.lift(snapshot.schema(), snapshot.state())));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
