package dev.orderstream.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.runtime.FunctionContext;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The Lambda function that a deployment calls when its tables are there: it makes the first read
 * table, which no stack owns, since a rebuild makes the next one. Called again it does nothing.
 */
public final class SetupFunction
        implements RequestHandler<Map<String, Object>, String>, AutoCloseable {

    private final ApplicationContext context;
    private final TableSetup tables;

    /** As Lambda starts it. */
    public SetupFunction() {
        this(Map.of());
    }

    /** As tests start it. */
    public SetupFunction(Map<String, Object> properties) {
        context = FunctionContext.start("operations", properties);
        String prefix =
                context.getProperty("table.prefix", String.class).orElse(Tables.STANDARD.prefix());
        tables = new TableSetup(context.getBean(DynamoDbClient.class), new Tables(prefix));
    }

    @Override
    public String handleRequest(Map<String, Object> request, @Nullable Context lambda) {
        tables.createFirstReadModel();
        return "done";
    }

    @Override
    public void close() {
        context.close();
    }
}
