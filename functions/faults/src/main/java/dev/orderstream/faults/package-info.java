/** Faults of DynamoDB for functions that are asked to meet them. */
@NullMarked
package dev.orderstream.faults;

import org.jspecify.annotations.NullMarked;
