package dev.orderstream.operations;

import java.time.Duration;

/**
 * How operations go about their work.
 *
 * @param segments of a table that are read at once
 * @param allowedLag how long a commit may be on its way to its view before it is missed
 * @param retiringFor how long a generation that served is written on for its last readers; longer
 *     than a query function remembers which one serves
 */
record OperationsSettings(int segments, Duration allowedLag, Duration retiringFor) {}
