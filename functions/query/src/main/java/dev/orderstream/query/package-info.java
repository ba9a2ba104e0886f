/**
 * The query function: lookups, lists and history from the read model, waiting for the caller's own
 * writes where asked to. Its beans exist only in its own context.
 */
@NullMarked
@Configuration
@Requires(property = "orderstream.function", value = "query")
package dev.orderstream.query;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
