package dev.orderstream.eventsourcing.scan;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.operation.LeasedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Goes over all segments of a store at once on behalf of an operation, and saves after each step
 * where its segment stands, so that another worker goes on from there.
 *
 * @param segments so many are read at once; another number than at the start is not looked at
 */
public record SegmentedScan(AtOnce atOnce, int segments) {

    private static final String SEGMENTS = "segments";
    private static final String PARTITION = "partition";
    private static final String SORT = "sort";
    private static final String ENDED = "ended";

    /** Who reads a segment from a place on. */
    @FunctionalInterface
    public interface Opener {
        Reader open(Segment segment, @Nullable Place after);
    }

    /** Reads a segment and does what is to be done with it. */
    @FunctionalInterface
    public interface Reader {
        Step next();
    }

    /**
     * What a step has done, for good.
     *
     * @param items that were read
     * @param place where to go on; null: at the start
     * @param ended whether the segment has
     * @param change to the operation's state, made together with the place
     */
    public record Step(
            long items, @Nullable Place place, boolean ended, UnaryOperator<Fields> change) {}

    /** Where a segment stands. */
    private record Standing(@Nullable Place place, boolean ended) {

        private static Standing read(Fields fields) {
            String partition = fields.textOrNull(PARTITION);
            return new Standing(
                    partition == null ? null : new Place(partition, fields.text(SORT)),
                    fields.textOrNull(ENDED) != null);
        }

        private Fields write() {
            return Document.fields()
                    .put(PARTITION, place == null ? null : place.partition())
                    .put(SORT, place == null ? null : place.sort())
                    .put(ENDED, ended ? "yes" : null)
                    .build();
        }
    }

    /** Goes on with the segments that have not ended. */
    public void run(LeasedOperation operation, Opener opener) {
        if (!operation.current().state().values().containsKey(SEGMENTS)) {
            List<Standing> start = new ArrayList<>();
            Segment.all(segments).forEach(segment -> start.add(new Standing(null, false)));
            operation.save(now -> now.with(now.progress(), with(now.state(), start)));
        }
        List<Standing> standing = standing(operation.current().state());
        AtomicBoolean failed = new AtomicBoolean();
        List<Runnable> readers = new ArrayList<>();
        for (Segment segment : Segment.all(standing.size())) {
            Standing from = standing.get(segment.number());
            if (!from.ended()) {
                readers.add(
                        () -> read(operation, segment, opener.open(segment, from.place()), failed));
            }
        }
        atOnce.run(readers);
    }

    /** The state without what this has kept in it: the next scan begins anew. */
    public static Fields forget(Fields state) {
        return state.without(SEGMENTS);
    }

    /** Where one segment fails, the others come to the end of their steps, and no further. */
    private static void read(
            LeasedOperation operation, Segment segment, Reader reader, AtomicBoolean failed) {
        boolean ended = false;
        try {
            while (!ended && !failed.get()) {
                Step step = reader.next();
                operation.save(now ->
                        now.with(
                                now.progress().plus(step.items()),
                                step.change().apply(reached(now.state(), segment, step))));
                ended = step.ended();
            }
        } finally {
            if (!ended) {
                failed.set(true);
            }
        }
    }

    private static Fields reached(Fields state, Segment segment, Step step) {
        List<Standing> standing = new ArrayList<>(standing(state));
        standing.set(segment.number(), new Standing(step.place(), step.ended()));
        return with(state, standing);
    }

    private static List<Standing> standing(Fields state) {
        return state.list(SEGMENTS, Standing::read);
    }

    private static Fields with(Fields state, List<Standing> standing) {
        return state.with(
                SEGMENTS,
                new Document.Sequence(standing.stream().<Document>map(Standing::write).toList()));
    }
}
