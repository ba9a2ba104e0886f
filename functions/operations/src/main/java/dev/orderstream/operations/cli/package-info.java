/** The operations at a command line, {@code ./orders}: what the functions do, for operators. */
@NullMarked
package dev.orderstream.operations.cli;

import org.jspecify.annotations.NullMarked;
