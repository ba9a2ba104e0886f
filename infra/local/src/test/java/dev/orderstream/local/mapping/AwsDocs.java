package dev.orderstream.local.mapping;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.SOURCE;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Where AWS documents the rule that a test is about. */
@Retention(SOURCE)
@Target({METHOD, TYPE})
@interface AwsDocs {

    String LAMBDA_WITH_DYNAMODB = "https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html";
    String BATCHING =
            "https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching";
    String ITEM_FAILURES =
            "https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html";
    String ERRORS = "https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html";
    String PARAMETERS = "https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html";
    String CREATE_MAPPING =
            "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";
    String STREAMS =
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html";
    String GET_SHARD_ITERATOR =
            "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html";
    String GET_RECORDS =
            "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html";

    /** The address of the page. */
    String value();

    /** What the page says, in short; and what it leaves open, where the test fills that in. */
    String says();
}
