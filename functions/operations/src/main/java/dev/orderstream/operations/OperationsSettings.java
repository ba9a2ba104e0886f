package dev.orderstream.operations;

import java.time.Duration;

/**
 * How operations go about their work.
 *
 * @param allowedLag how long a commit may be on its way to its view before it is missed
 * @param retiringFor how long a generation that served is written on for its last readers; longer
 *     than a query function remembers which one serves
 */
public record OperationsSettings(Duration allowedLag, Duration retiringFor) {

    /** Where nothing else is asked for. */
    public static final OperationsSettings STANDARD =
            new OperationsSettings(Duration.ofSeconds(30), Duration.ofMinutes(10));

    /** On a laptop nothing is on its way for long, and no query function remembers for longer. */
    public static final OperationsSettings LOCAL =
            new OperationsSettings(Duration.ofSeconds(2), Duration.ofMinutes(2));
}
