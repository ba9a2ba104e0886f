/**
 * Lambda's side of a deployed function: its Runtime API, and the process that asks there for work.
 */
@NullMarked
package dev.orderstream.testing.lambda;

import org.jspecify.annotations.NullMarked;
