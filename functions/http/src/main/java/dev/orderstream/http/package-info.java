/**
 * What the functions behind the HTTP API share: the route table, the reading of a request, the
 * caller, JSON, and problems. {@link dev.orderstream.http.HttpApiFunction} is where a request
 * enters and leaves.
 */
@NullMarked
package dev.orderstream.http;

import org.jspecify.annotations.NullMarked;
