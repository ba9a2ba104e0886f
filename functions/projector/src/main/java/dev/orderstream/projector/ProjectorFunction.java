package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Lambda function that keeps the views: a batch of stream records in, failed items out. */
public final class ProjectorFunction
        implements RequestHandler<DynamodbEvent, StreamsEventResponse>, AutoCloseable {

    private final ApplicationContext context;
    private final BatchProjector projector;

    /** As Lambda starts it. */
    public ProjectorFunction() {
        this(Map.of());
    }

    /** As tests and the local run start it. */
    public ProjectorFunction(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("orderstream.function", "projector");
        context =
                ApplicationContext.builder("function", "lambda")
                        // Nothing is deduced: it would look for the cloud and for a test.
                        .deduceEnvironment(false)
                        .banner(false)
                        .environmentVariableIncludes("TABLE_PREFIX")
                        .eagerInitSingletons(true)
                        .properties(all)
                        .start();
        projector = context.getBean(BatchProjector.class);
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent batch, @Nullable Context lambda) {
        return projector.project(batch);
    }

    @Override
    public void close() {
        context.close();
    }
}
