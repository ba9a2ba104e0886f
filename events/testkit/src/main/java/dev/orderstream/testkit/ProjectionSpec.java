package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.ViewBody;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fold of a projection as a sentence: {@code spec.given(time, events).given(…).then(view)}.
 * Each {@code given} is one more commit of one stream.
 *
 * @param <V> the view
 * @param <E> the events
 */
public final class ProjectionSpec<V, E> {

    private final Projection<V> projection;
    private final EventCodec<E> codec;
    private final List<Commit> commits;

    public ProjectionSpec(Projection<V> projection, EventCodec<E> codec) {
        this(projection, codec, List.of());
    }

    private ProjectionSpec(Projection<V> projection, EventCodec<E> codec, List<Commit> commits) {
        this.projection = projection;
        this.codec = codec;
        this.commits = commits;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied and never written to
    public final ProjectionSpec<V, E> given(Instant recordedAt, E... events) {
        return given(recordedAt, List.of(events));
    }

    public ProjectionSpec<V, E> given(Instant recordedAt, List<? extends E> events) {
        Commit commit =
                new Commit(
                        new StreamId(projection.category(), "given"),
                        commits.size() + 1L,
                        recordedAt,
                        codec.encode(events),
                        Commits.origin());
        return new ProjectionSpec<>(
                projection, codec, Stream.concat(commits.stream(), Stream.of(commit)).toList());
    }

    /** The view, which is also what remains of it when it is stored between the commits. */
    public V view() {
        @Nullable V folded = null;
        @Nullable V stored = null;
        for (Commit commit : commits) {
            folded = projection.evolve(folded, commit);
            stored = projection.read(projection.write(projection.evolve(stored, commit)));
        }
        assertThat(stored).as("stored and read after each commit").isEqualTo(folded);
        return Objects.requireNonNull(folded, "given at least one commit");
    }

    /** The view as it is stored. */
    public ViewBody body() {
        return projection.write(view());
    }

    public void then(V expected) {
        assertThat(view()).isEqualTo(expected);
    }
}
