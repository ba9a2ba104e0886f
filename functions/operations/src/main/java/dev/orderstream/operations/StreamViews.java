package dev.orderstream.operations;

import dev.orderstream.dynamodb.DynamoDbReadModels;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.CaughtUp;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.WrittenViews;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Single views of one generation, as they are stored and as their commits make them. Any call may
 * throw {@link OutageException}.
 */
public final class StreamViews {

    private final int generation;
    private final WrittenViews stored;
    private final CatchUp catchUp;

    StreamViews(int generation, DynamoDbReadModels models) {
        this.generation = generation;
        this.stored = models.views(generation);
        this.catchUp = models.serving(generation).catchUp();
    }

    /**
     * A view that was folded from commits.
     *
     * @param view null where there is none at that version
     * @param stuck why it did not come as far as it was to; null where it did
     */
    public record Folded(@Nullable View view, @Nullable String stuck) {}

    public int generation() {
        return generation;
    }

    /** Whether views are made of the streams of a category. */
    public boolean isProjected(StreamId stream) {
        return catchUp.projection(stream.category()).isPresent();
    }

    /** The view as it is stored, strongly consistent. */
    public Optional<View> stored(StreamId stream) {
        return catchUp.projection(stream.category())
                .flatMap(
                        projection -> stored.read(projection.key(stream.id()), Consistency.STRONG));
    }

    /** The view that the commits up to a version make, by the fold that the projector has. */
    public Folded folded(StreamId stream, long version) {
        Held held = new Held();
        String stuck =
                switch (catchUp.into(held).run(stream, version, List.of())) {
                    case CaughtUp.Reached reached -> null;
                    case CaughtUp.Stuck(
                                    long at,
                                    RuntimeException cause,
                                    boolean byCommit,
                                    CaughtUp.Work work) ->
                            "version %d: %s".formatted(at, cause.getMessage());
                };
        return new Folded(held.view, stuck);
    }

    /** One view in memory. */
    private static final class Held implements WrittenViews {

        private @Nullable View view;

        @Override
        public Optional<View> read(ViewKey key, Consistency consistency) {
            return Optional.ofNullable(view);
        }

        @Override
        public boolean replace(@Nullable View previous, View next) {
            if (!Objects.equals(view, previous)) {
                return false;
            }
            view = next;
            return true;
        }

        @Override
        public void putAhead(String owner, List<HistoryEntry> history, Tokens tokens) {
            // Only the view is looked at.
        }
    }
}
