/** The rebuild: another generation of the read model is filled, proved, and let serve. */
@NullMarked
package dev.orderstream.eventsourcing.rebuild;

import org.jspecify.annotations.NullMarked;
