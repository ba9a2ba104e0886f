package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The integration: calls a function on a virtual thread of its own and waits for it as long as API
 * Gateway would.
 */
final class FunctionCaller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionCaller.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration timeout;

    FunctionCaller(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Calls the function.
     *
     * @throws RefusedRequestException 500 where it threw or its response makes no sense, 503 where
     *     it took too long or has no free instance
     */
    GatewayAnswer call(GatewayRoutes.Target target, APIGatewayV2HTTPEvent event)
            throws RefusedRequestException {
        String requestId = event.getRequestContext().getRequestId();
        String method = event.getRequestContext().getHttp().getMethod();
        Context context =
                new LocalContext(requestId, target.functionName(), timeout, System::nanoTime);
        Future<APIGatewayV2HTTPResponse> call =
                threads.submit(() -> target.handler().handleRequest(event, context));
        try {
            return FunctionAnswer.of(
                    call.get(timeout.toNanos(), TimeUnit.NANOSECONDS), method, requestId);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ReservedConcurrency.ThrottledException) {
                LOG.warn("{} has no free instance, request {}", target.functionName(), requestId);
                throw new RefusedRequestException(
                        GatewayProblem.unavailable("Too many calls are under way.", "not_stored"));
            }
            LOG.error("{} threw, request {}", target.functionName(), requestId, e.getCause());
            throw new RefusedRequestException(GatewayProblem.internalError());
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "{} gave a response that is none, request {}",
                    target.functionName(),
                    requestId,
                    e);
            throw new RefusedRequestException(GatewayProblem.internalError());
        } catch (TimeoutException e) {
            // The function goes on, as it does on AWS: nobody is told what came of it.
            LOG.error("{} took over {}, request {}", target.functionName(), timeout, requestId);
            throw unanswered("The function did not answer in time.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered("The gateway is shutting down.");
        }
    }

    /** Interrupts the calls that still run and does not wait for them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static RefusedRequestException unanswered(String detail) {
        return new RefusedRequestException(GatewayProblem.unavailable(detail, "unknown"));
    }
}
