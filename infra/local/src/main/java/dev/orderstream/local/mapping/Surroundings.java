package dev.orderstream.local.mapping;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Clock;

/**
 * What a mapping runs on, passed in so that a test can step it.
 *
 * @param steps when and where its work is done
 * @param ticker for pauses and windows
 * @param clock for the age of records, which carry the time of day
 */
record Surroundings(Steps steps, Ticker ticker, Clock clock) {}
