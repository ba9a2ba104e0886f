/** What a start weighs: bytes, classes, and the time of a processor to the first answer. */
@NullMarked
package dev.orderstream.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
