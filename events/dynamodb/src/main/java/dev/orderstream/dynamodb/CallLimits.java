package dev.orderstream.dynamodb;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * How long a call of DynamoDB may take. By default the SDK waits 30 seconds for each of its tries,
 * which is longer than API Gateway waits for us.
 */
public final class CallLimits {

    private static final Duration TRY_MAX = Duration.ofSeconds(3);

    /** And never longer than what is left of the caller's own time. */
    private static final Duration CALL_MAX = Duration.ofSeconds(10);

    private static final Duration ONLY_TRY_MAX = Duration.ofSeconds(2);

    private CallLimits() {}

    /** Sets the limits and leaves all else as it is. */
    public static DynamoDbClientBuilder set(DynamoDbClientBuilder builder) {
        return builder.overrideConfiguration(
                builder.overrideConfiguration().toBuilder()
                        .apiCallAttemptTimeout(TRY_MAX)
                        .apiCallTimeout(CALL_MAX)
                        .addExecutionInterceptor(new DeadlineInterceptor(CALL_MAX))
                        .build());
    }

    /**
     * Lets a call be tried just once, for whoever tries again by himself: the command loop does so
     * within its own time, and has to know of each try whether it was answered. A try that begins
     * within its 20 seconds and the reads that may follow it end before API Gateway's 30.
     */
    public static DynamoDbClientBuilder tryOnce(DynamoDbClientBuilder builder) {
        return builder.overrideConfiguration(
                builder.overrideConfiguration().toBuilder()
                        .apiCallAttemptTimeout(ONLY_TRY_MAX)
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build());
    }
}
