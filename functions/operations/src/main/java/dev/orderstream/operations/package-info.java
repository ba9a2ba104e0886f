/**
 * The operations function: what keeps the system in order by itself, called each minute. Its beans
 * exist only in its own context.
 */
@NullMarked
@Configuration
@Requires(property = "orderstream.function", value = "operations")
package dev.orderstream.operations;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
