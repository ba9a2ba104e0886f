/** The verification: views, histories, words and totals are compared with the commits. */
@NullMarked
package dev.orderstream.eventsourcing.verify;

import org.jspecify.annotations.NullMarked;
