package dev.orderstream.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.orderstream.runtime.FunctionContext;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda function that is called for what no HTTP request asks for: {@code {"operation":
 * "tick"}} by a schedule each minute, {@code {"operation": "replay"}} by an operator.
 */
public final class OperationsFunction
        implements RequestHandler<Map<String, Object>, String>, AutoCloseable {

    /** What a schedule sends. */
    public static final Map<String, Object> TICK = Map.of("operation", "tick");

    /** What brings every view up to its stream. */
    public static final Map<String, Object> REPLAY = Map.of("operation", "replay");

    private final ApplicationContext context;
    private final Tick tick;
    private final Replay replay;

    /** As Lambda starts it. */
    public OperationsFunction() {
        this(Map.of());
    }

    /** As tests and the local run start it. */
    public OperationsFunction(Map<String, Object> properties) {
        context = FunctionContext.start("operations", properties);
        tick = context.getBean(Tick.class);
        replay = context.getBean(Replay.class);
    }

    @Override
    public String handleRequest(Map<String, Object> request, @Nullable Context lambda) {
        switch (String.valueOf(request.get("operation"))) {
            case "tick" -> tick.run();
            case "replay" -> replay.run();
            default ->
                    throw new IllegalArgumentException(
                            "operation: expected tick or replay, got " + request.get("operation"));
        }
        return "done";
    }

    @Override
    public void close() {
        context.close();
    }
}
