/**
 * Operations: work on the whole read model that takes long, that anyone may look at or abort, and
 * that another worker goes on with when one dies.
 */
@NullMarked
package dev.orderstream.eventsourcing.operation;

import org.jspecify.annotations.NullMarked;
