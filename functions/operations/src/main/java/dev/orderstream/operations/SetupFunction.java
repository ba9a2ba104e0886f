package dev.orderstream.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.orderstream.dynamodb.ReadTableSettings;
import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.runtime.FunctionContext;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The Lambda function that a deployment calls when its tables exist. It stores how read tables are
 * created, and creates the first one, which no stack owns, since a rebuild creates the next one.
 * Where a generation serves already, no table is created.
 */
public final class SetupFunction
        implements RequestHandler<Map<String, Object>, String>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SetupFunction.class);

    private final ApplicationContext context;
    private final TableSetup tables;
    private final ReadTableSettings readTables;

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
        readTables =
                new ReadTableSettings(
                        text("read.table.key"),
                        ReadTableSettings.parseTags(text("read.table.tags").orElse("")));
    }

    private Optional<String> text(String property) {
        return context.getProperty(property, String.class).filter(text -> !text.isBlank());
    }

    @Override
    public String handleRequest(Map<String, Object> request, @Nullable Context lambda) {
        tables.storeReadTableSettings(readTables);
        int serving = tables.createFirstReadModel();
        LOG.info("Generation {} serves", serving);
        return "done";
    }

    @Override
    public void close() {
        context.close();
    }
}
