/**
 * What tests are made of: stores in memory, the suites that every adapter of the ports must pass,
 * given/when/then for deciders and projections, and random tests that can be replayed.
 */
@NullMarked
package dev.orderstream.testkit;

import org.jspecify.annotations.NullMarked;
