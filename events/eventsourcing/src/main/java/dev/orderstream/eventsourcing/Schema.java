package dev.orderstream.eventsourcing;

import dev.orderstream.eventsourcing.Document.Fields;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The versions that a stored form has had. What is stored keeps the version that it was written
 * under; when it is read, upcasters lift it to the one that this code knows, a step each:
 *
 * <pre>{@code
 * Schema.first()                                            // version 1
 *         .then(data -> data.with("unit", new Text("litre"))) // 1 → 2
 *         .then(…)                                            // 2 → 3
 * }</pre>
 *
 * <p>An upcaster that is in use is never changed: what it lifts is in somebody's table.
 */
public final class Schema {

    private final int oldest;
    private final List<UnaryOperator<Fields>> upcasters;

    private Schema(int oldest, List<UnaryOperator<Fields>> upcasters) {
        this.oldest = oldest;
        this.upcasters = upcasters;
    }

    /** Version 1. */
    public static Schema first() {
        return startingAt(1);
    }

    /**
     * A version that nothing older can be lifted to: for what can be made anew from other data, as
     * a snapshot is from its commits. An event can't.
     */
    public static Schema startingAt(int version) {
        if (version < 1) {
            throw new IllegalArgumentException("version: expected 1 or more, got " + version);
        }
        return new Schema(version, List.of());
    }

    /** The next version, and the step to it. */
    public Schema then(UnaryOperator<Fields> upcaster) {
        return new Schema(oldest, Stream.concat(upcasters.stream(), Stream.of(upcaster)).toList());
    }

    /** The oldest version that can be read. */
    public int oldest() {
        return oldest;
    }

    /** The version that this code writes. */
    public int current() {
        return oldest + upcasters.size();
    }

    /**
     * Data of a stored version as the current one has it.
     *
     * @throws UnreadableException where that version is newer or too old
     */
    public Fields lift(int version, Fields data) {
        if (version < oldest || version > current()) {
            throw new UnreadableException(
                    "this code reads schema %d to %d, stored is %d"
                            .formatted(oldest, current(), version));
        }
        Fields lifted = data;
        for (UnaryOperator<Fields> upcaster :
                upcasters.subList(version - oldest, upcasters.size())) {
            lifted = upcaster.apply(lifted);
        }
        return lifted;
    }
}
