package dev.orderstream.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.orderstream.runtime.FunctionContext;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda function that a schedule calls each minute; what the schedule sends is of no interest.
 */
public final class TickFunction
        implements RequestHandler<Map<String, Object>, String>, AutoCloseable {

    private final ApplicationContext context;
    private final Tick tick;

    /** As Lambda starts it. */
    public TickFunction() {
        this(Map.of());
    }

    /** As tests and the local run start it. */
    public TickFunction(Map<String, Object> properties) {
        context = FunctionContext.start("operations", properties);
        tick = context.getBean(Tick.class);
    }

    @Override
    public String handleRequest(Map<String, Object> schedule, @Nullable Context lambda) {
        tick.run();
        return "done";
    }

    @Override
    public void close() {
        context.close();
    }
}
