package dev.orderstream.local.mapping;

import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What all readers of one stream share. */
record StreamReading(
        DynamoDbStreamsClient streams,
        String streamArn,
        MappingSettings settings,
        FunctionCall function,
        FailureDestination destination,
        Places places,
        CatchUp catchUp,
        Surroundings surroundings) {}
