/**
 * What is measured as a ratio to something else in the same run, since times of any one machine
 * tell nothing.
 */
@NullMarked
package dev.orderstream.benchmarks;

import org.jspecify.annotations.NullMarked;
