package dev.orderstream.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.orderstream.runtime.FunctionContext;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda function that is called for what no HTTP request asks for: {@code {"operation":
 * "tick"}} and {@code {"operation": "work"}} by schedules each minute, {@code {"operation":
 * "replay"}} by an operator.
 */
public final class OperationsFunction
        implements RequestHandler<Map<String, Object>, String>, AutoCloseable {

    /** What a schedule sends. */
    public static final Map<String, Object> TICK = Map.of("operation", "tick");

    /** What a schedule sends for rebuilds and verifications, which take longer than a minute. */
    public static final Map<String, Object> WORK = Map.of("operation", "work");

    /** What is left of the time of a call for what was begun. */
    private static final Duration RESERVE = Duration.ofMinutes(1);

    /** Of a call that knows of no end. */
    private static final Duration WORK_MAX = Duration.ofMinutes(1);

    /** What brings every view up to its stream. */
    public static final Map<String, Object> REPLAY = Map.of("operation", "replay");

    private final ApplicationContext context;
    private final Tick tick;
    private final Replay replay;
    private final ReadModelOperations operations;

    /** As Lambda starts it. */
    public OperationsFunction() {
        this(Map.of());
    }

    /** As tests and the local run start it. */
    public OperationsFunction(Map<String, Object> properties) {
        context = FunctionContext.start("operations", properties);
        tick = context.getBean(Tick.class);
        replay = context.getBean(Replay.class);
        operations = context.getBean(ReadModelOperations.class);
    }

    @Override
    public String handleRequest(Map<String, Object> request, @Nullable Context lambda) {
        switch (String.valueOf(request.get("operation"))) {
            case "tick" -> tick.run();
            case "work" -> operations.work(time(lambda));
            case "replay" -> replay.run();
            default ->
                    throw new IllegalArgumentException(
                            "operation: expected tick, work or replay, got "
                                    + request.get("operation"));
        }
        return "done";
    }

    private static Duration time(@Nullable Context lambda) {
        return lambda == null
                ? WORK_MAX
                : Duration.ofMillis(lambda.getRemainingTimeInMillis()).minus(RESERVE);
    }

    @Override
    public void close() {
        context.close();
    }
}
