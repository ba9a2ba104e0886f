package dev.orderstream.local.mapping;

import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A record that was read, on its way through a lane.
 *
 * @param bytes what it takes of an invocation's payload
 * @param place its place in the order in which its shard was read, counted from 0
 */
record Arrival(Record record, int bytes, long place) {

    String sequenceNumber() {
        return record.dynamodb().sequenceNumber();
    }
}
