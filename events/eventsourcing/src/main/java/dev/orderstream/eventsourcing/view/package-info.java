/** The read side: projections, the routine that keeps their views current, and the query bus. */
@NullMarked
package dev.orderstream.eventsourcing.view;

import org.jspecify.annotations.NullMarked;
