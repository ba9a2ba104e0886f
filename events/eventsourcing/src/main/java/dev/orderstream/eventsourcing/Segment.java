package dev.orderstream.eventsourcing;

import java.util.List;
import java.util.stream.IntStream;

/** One of the parts that a whole store is read in, each by somebody else, all at once. */
public record Segment(int number, int of) {

    public static final Segment WHOLE = new Segment(0, 1);

    public Segment {
        if (number < 0 || number >= of) {
            throw new IllegalArgumentException(
                    "segment: expected 0 to %d, got %d".formatted(of - 1, number));
        }
    }

    /** All parts. */
    public static List<Segment> all(int of) {
        return IntStream.range(0, of).mapToObj(number -> new Segment(number, of)).toList();
    }
}
