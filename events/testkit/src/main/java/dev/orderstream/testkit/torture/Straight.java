package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What views should be: the fold of a stream's commits in their order, and nothing else. */
final class Straight {

    private final Map<String, Projection<?>> projections = new HashMap<>();

    Straight(List<? extends Projection<?>> projections) {
        projections.forEach(each -> this.projections.put(each.category(), each));
    }

    boolean knows(StreamId stream) {
        return projections.containsKey(stream.category());
    }

    ViewKey key(StreamId stream) {
        return projection(stream).key(stream.id());
    }

    /** The view after these commits, which are all up to some version of one stream. */
    ViewBody body(List<Commit> commits) {
        return body(projection(commits.getFirst().stream()), commits);
    }

    private static <V> ViewBody body(Projection<V> projection, List<Commit> commits) {
        @Nullable V view = null;
        for (Commit commit : commits) {
            view = projection.evolve(view, commit);
        }
        return projection.write(Objects.requireNonNull(view));
    }

    /** The words that a view is found by. */
    Tokens tokens(View view) {
        return projections.values().stream()
                .filter(each -> each.key(view.key().id()).equals(view.key()))
                .map(each -> tokens(each, view))
                .findFirst()
                .orElse(Tokens.NONE);
    }

    private static <V> Tokens tokens(Projection<V> projection, View view) {
        return projection.tokens(view.key().id(), projection.read(view.body()));
    }

    private Projection<?> projection(StreamId stream) {
        return Objects.requireNonNull(projections.get(stream.category()), stream::toString);
    }
}
