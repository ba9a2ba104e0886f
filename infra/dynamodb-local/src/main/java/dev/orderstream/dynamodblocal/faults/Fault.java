package dev.orderstream.dynamodblocal.faults;

/** A way for one HTTP request to DynamoDB to go wrong. */
public enum Fault {

    /** The connection breaks before the request is sent. */
    LOST_REQUEST,

    /** The request is carried out, and the connection breaks before the answer is there. */
    LOST_ANSWER,

    /** A {@code ThrottlingException}; the request is not carried out. */
    THROTTLED,

    /** A {@code ProvisionedThroughputExceededException}; the request is not carried out. */
    OVER_THROUGHPUT,

    /** A 500, {@code InternalServerError}; the request is not carried out. */
    FAILED_REQUEST,

    /** A 500, {@code InternalServerError}, though the request is carried out. */
    FAILED_ANSWER,

    /** The request is sent late. What else it meets is drawn apart from this. */
    LATE_REQUEST,

    /** The answer arrives late. What else the request meets is drawn apart from this. */
    LATE_ANSWER;

    /** Whether it only takes time, and so can come together with another. */
    boolean isDelay() {
        return this == LATE_REQUEST || this == LATE_ANSWER;
    }
}
