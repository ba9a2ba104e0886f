/**
 * The projector function: batches of the event table's stream ring the bell, catch up brings the
 * views forward. It carries no HTTP stack.
 */
@NullMarked
@Configuration
@Requires(property = "orderstream.function", value = "projector")
package dev.orderstream.projector;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
