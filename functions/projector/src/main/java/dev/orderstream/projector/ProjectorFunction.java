package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.orderstream.runtime.FunctionContext;
import io.micronaut.context.ApplicationContext;
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
        context = FunctionContext.start("projector", properties);
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
