/**
 * A local event source mapping, by AWS Lambda's rules for DynamoDB streams: it takes the records of
 * one table's stream to a function in batches, in order, and says which of them are processed. What
 * Lambda promises and this keeps is in the documentation of each rule, named at its test; {@link
 * EventSourceMapping} is where to start.
 *
 * <p>From the outside in: {@link ShardDiscovery} finds the shards and begins each in its turn,
 * {@link ShardReader} reads one, {@link Lane} sends its batches, {@link Batch} knows what comes
 * after an answer. All of them are steps that {@link Steps} runs, on virtual threads or, in a test,
 * by hand.
 */
@NullMarked
package dev.orderstream.local.mapping;

import org.jspecify.annotations.NullMarked;
