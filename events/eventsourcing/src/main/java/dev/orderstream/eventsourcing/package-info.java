/**
 * The event-sourcing core: streams of commits, the documents that they carry, and the port to the
 * store that keeps them. {@code command} decides and appends, {@code view} projects and reads.
 * Nothing here knows of orders, of AWS or of HTTP.
 */
@NullMarked
package dev.orderstream.eventsourcing;

import org.jspecify.annotations.NullMarked;
