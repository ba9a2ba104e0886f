/** The write side: a decider, the loop that runs it against a store, and the bus in front. */
@NullMarked
package dev.orderstream.eventsourcing.command;

import org.jspecify.annotations.NullMarked;
