/**
 * The command function: POST, PUT and DELETE become commands, and what came of them becomes an
 * answer. Its beans exist only in its own context.
 */
@NullMarked
@Configuration
@Requires(property = "orderstream.function", value = "command")
package dev.orderstream.command;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
