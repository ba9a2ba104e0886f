/**
 * The event store, the view store and the tables on DynamoDB. Documents become attributes here;
 * nothing here knows an order.
 */
@NullMarked
package dev.orderstream.dynamodb;

import org.jspecify.annotations.NullMarked;
