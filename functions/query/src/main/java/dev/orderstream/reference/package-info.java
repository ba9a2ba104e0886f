/**
 * The reference function: health, the description of the API, and 404 or 405 for requests that
 * match no route. It reads no table and no secret. It is in the query function's package, but its
 * beans exist only in its own context.
 */
@NullMarked
@Configuration
@Requires(property = "orderstream.function", value = "reference")
package dev.orderstream.reference;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
