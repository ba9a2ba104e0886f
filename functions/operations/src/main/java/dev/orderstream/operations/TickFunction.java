package dev.orderstream.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
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
        Map<String, Object> all = new HashMap<>(properties);
        all.put("orderstream.function", "operations");
        context =
                ApplicationContext.builder("function", "lambda")
                        // Nothing is deduced: it would look for the cloud and for a test.
                        .deduceEnvironment(false)
                        .banner(false)
                        .environmentVariableIncludes("TABLE_PREFIX")
                        .eagerInitSingletons(true)
                        .properties(all)
                        .start();
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
