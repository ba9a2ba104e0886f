package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventCodec;
import org.jspecify.annotations.Nullable;

/**
 * The pure fold of a category's commits into a view, and the view's form as a document.
 *
 * @param <V> the view
 */
public interface Projection<V> {

    /** The category of the streams that it folds. */
    String category();

    /**
     * The stored forms of the events that it folds: what this code can read. A deployment compares
     * them with those of the release before it.
     */
    EventCodec<?> events();

    /** Where the view of the stream with this id is kept. */
    ViewKey key(String id);

    /**
     * Rises with each change after which the same commits give another view: generations are filled
     * anew then, and code that makes the older views keeps out of them.
     */
    default int revision() {
        return 1;
    }

    /** The view after one more commit; {@code view} is null before the first. */
    V evolve(@Nullable V view, Commit commit);

    ViewBody write(V view);

    V read(ViewBody body);

    /** The words that the view of the stream with this id is found by. */
    default Tokens tokens(String id, V view) {
        return Tokens.NONE;
    }
}
