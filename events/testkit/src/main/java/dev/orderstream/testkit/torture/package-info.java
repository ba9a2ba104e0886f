/**
 * Torture: all that may go wrong on the way from commits to views, at the same time, in an order
 * that a seed repeats. {@code ProjectionTorture} puts any projection through it, {@code
 * CommandTorture} makes the commits.
 */
@NullMarked
package dev.orderstream.testkit.torture;

import org.jspecify.annotations.NullMarked;
