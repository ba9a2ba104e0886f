package dev.orderstream.runtime;

import jakarta.inject.Singleton;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.warmup.SdkWarmUp;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Goes the SDK's whole way of a request ahead of SnapStart's snapshot, so that what that loads and
 * makes is in it. The clients for it are the SDK's own, with answers that lie ready: the function's
 * client has no connection before the first request, so none is in a snapshot. The SDK makes one
 * call to AWS for it, by a client that it closes: a GET of the region's STS without credentials. It
 * goes on where that fails, and after half a minute at most where nobody answers; only whoever
 * publishes a version waits for it.
 */
@Singleton
final class SdkPriming implements Resource {

    SdkPriming() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(@Nullable Context<? extends Resource> context) {
        SdkWarmUp.warmUp(DynamoDbClient.class);
    }

    /** There is nothing to renew. */
    @Override
    public void afterRestore(@Nullable Context<? extends Resource> context) {}
}
