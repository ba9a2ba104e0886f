package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.concurrent.Semaphore;

/**
 * A function with reserved concurrency: an instance serves one call at a time, and where all of
 * them are taken, by queries that wait for a write, say, Lambda refuses the call.
 */
record ReservedConcurrency(
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function,
        Semaphore instances)
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /** No instance is free. */
    static final class ThrottledException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private ThrottledException() {
            super("all instances are taken");
        }
    }

    /**
     * Calls the function.
     *
     * @throws ThrottledException where all instances are taken
     */
    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        if (!instances.tryAcquire()) {
            throw new ThrottledException();
        }
        try {
            return function.handleRequest(event, context);
        } finally {
            instances.release();
        }
    }
}
