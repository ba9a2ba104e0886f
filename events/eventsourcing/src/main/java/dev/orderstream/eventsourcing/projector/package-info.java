/**
 * The projector: doorbells ring, catch up brings the views of their streams forward, and what can
 * not go forward is parked.
 */
@NullMarked
package dev.orderstream.eventsourcing.projector;

import org.jspecify.annotations.NullMarked;
