/**
 * The local run: the deployed functions on a laptop, with stand-ins for what AWS puts around them.
 * {@link HttpGateway} stands in for the HTTP API, {@link
 * dev.orderstream.local.mapping.EventSourceMapping} for the event source mapping.
 */
@NullMarked
package dev.orderstream.local;

import org.jspecify.annotations.NullMarked;
