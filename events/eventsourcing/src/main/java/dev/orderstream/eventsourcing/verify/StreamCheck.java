package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.CaughtUp;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares the view of a stream with the fold of the commits up to its version, which is exact
 * whatever else is written: commits never change.
 */
record StreamCheck(CatchUp catchUp, ViewStore views) {

    /**
     * Looks at a view once.
     *
     * @param lastVersion that the stream is known to have
     * @param offered some of its commits
     */
    Look look(StreamId stream, long lastVersion, List<Commit> offered) {
        Projection<?> projection = catchUp.projection(stream.category()).orElse(null);
        if (projection == null) {
            return new Look.Behind(0);
        }
        Optional<View> stored;
        try {
            stored = views.read(projection.key(stream.id()), Consistency.STRONG);
        } catch (UnreadableException damaged) {
            return new Look.Differs("it can't be read");
        }
        return stored.map(view -> compare(projection, stream, view, lastVersion, offered))
                .orElseGet(() -> lookAtNothing(stream, lastVersion, offered));
    }

    /** Without a view all is well where every commit is passed over. */
    private Look lookAtNothing(StreamId stream, long lastVersion, List<Commit> offered) {
        ComparedViews compared = new ComparedViews(views, false);
        CaughtUp fold = catchUp.into(compared).run(stream, lastVersion, offered);
        return fold instanceof CaughtUp.Reached && compared.folded().isEmpty()
                ? new Look.Same()
                : new Look.Behind(0);
    }

    private Look compare(
            Projection<?> projection,
            StreamId stream,
            View view,
            long lastVersion,
            List<Commit> offered) {
        ComparedViews compared = new ComparedViews(views, true);
        List<Commit> upToView =
                offered.stream().filter(commit -> commit.version() <= view.version()).toList();
        return switch (catchUp.into(compared).run(stream, view.version(), upToView)) {
            case CaughtUp.Stuck stuck ->
                    new Look.Differs(
                            "it is at version %d, but commit %d is missing or can't be taken in"
                                    .formatted(view.version(), stuck.version()));
            case CaughtUp.Reached reached -> {
                List<String> differing = differing(projection, stream, view, compared);
                yield differing.isEmpty()
                        ? upTo(view.version(), lastVersion)
                        : new Look.Differs(String.join(", ", differing));
            }
        };
    }

    private static Look upTo(long version, long lastVersion) {
        return version < lastVersion ? new Look.Behind(version) : new Look.Same();
    }

    private List<String> differing(
            Projection<?> projection, StreamId stream, View view, ComparedViews compared) {
        List<String> differing = new ArrayList<>();
        View folded = compared.folded().orElse(null);
        if (folded == null) {
            differing.add("no commit says that it is there");
            return differing;
        }
        differingFields("summary", view.body().summary(), folded.body().summary(), differing);
        differingFields("details", view.body().details(), folded.body().details(), differing);
        if (!Objects.equals(view.body().listing(), folded.body().listing())) {
            differing.add("listing");
        }
        if (!Tallies.same(view.body().tally(), folded.body().tally())) {
            differing.add("what it counts for");
        }
        if (compared.historyDiffers()) {
            differing.add("history");
        }
        Tokens tokens = tokens(projection, stream, folded.body());
        if (!tokens.isEmpty() && !views.found(tokens).equals(tokens.words())) {
            differing.add("words");
        }
        return differing;
    }

    private static void differingFields(
            String name, Fields stored, Fields folded, List<String> differing) {
        TreeSet<String> fields = new TreeSet<>(stored.values().keySet());
        fields.addAll(folded.values().keySet());
        for (String field : fields) {
            if (!Objects.equals(stored.values().get(field), folded.values().get(field))) {
                differing.add(name + "." + field);
            }
        }
    }

    private static <V> Tokens tokens(Projection<V> projection, StreamId stream, ViewBody body) {
        return projection.tokens(stream.id(), projection.read(body));
    }
}
