/** Reads all that a store has, segment by segment, so that the work can be gone on with. */
@NullMarked
package dev.orderstream.eventsourcing.scan;

import org.jspecify.annotations.NullMarked;
