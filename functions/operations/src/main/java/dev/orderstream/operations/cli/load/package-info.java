/** Realistic data by a seed, through the same commands as everybody's. */
@NullMarked
package dev.orderstream.operations.cli.load;

import org.jspecify.annotations.NullMarked;
