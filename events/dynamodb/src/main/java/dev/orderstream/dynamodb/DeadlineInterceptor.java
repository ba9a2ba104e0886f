package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Deadline;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Lets a request, with all its tries, take no longer than what is left of the caller's {@link
 * Deadline}, and sends none past it. In the SDK, so that no read can be forgotten.
 */
final class DeadlineInterceptor implements ExecutionInterceptor {

    private final Duration callMax;

    /**
     * Bounds requests.
     *
     * @param callMax what a request may take in any case
     */
    DeadlineInterceptor(Duration callMax) {
        this.callMax = callMax;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        Optional<Duration> left = Deadline.left().filter(time -> time.compareTo(callMax) < 0);
        if (left.isEmpty() || !(context.request() instanceof AwsRequest request)) {
            return context.request();
        }
        // The SDK takes a timeout of no time for none at all.
        if (left.get().toMillis() < 1) {
            throw SdkClientException.create("the caller's time is over");
        }
        AwsRequestOverrideConfiguration.Builder configuration =
                request.overrideConfiguration()
                        .map(AwsRequestOverrideConfiguration::toBuilder)
                        .orElseGet(AwsRequestOverrideConfiguration::builder);
        return request.toBuilder()
                .overrideConfiguration(configuration.apiCallTimeout(left.get()).build())
                .build();
    }
}
