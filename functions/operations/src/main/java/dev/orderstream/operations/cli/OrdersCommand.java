package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.orders.OrderId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What every command does: find the tables, do its work, and say in words what went wrong. */
abstract class OrdersCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Screen screen;

    OrdersCommand(Screen screen) {
        this.screen = screen;
    }

    /**
     * Does the work.
     *
     * @return an {@link ExitCode}
     */
    abstract int run(Session session);

    @Override
    public final Integer call() {
        try {
            Target target = common.target();
            try (DynamoDbClient client = target.client()) {
                return run(target, client);
            }
        } catch (RefusedCommandException e) {
            return failed(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
        } catch (BrokenStreamException | UnreadableException e) {
            return failed(ExitCode.FAILED, "what is stored can't be read: " + e.getMessage(), e);
        }
    }

    private int run(Target target, DynamoDbClient client) {
        try {
            return run(
                    new Session(target, client, target.workbench(client), screen, common.isJson()));
        } catch (ParameterException
                | RefusedCommandException
                | BrokenStreamException
                | UnreadableException e) {
            throw e;
        } catch (LeftOperationException e) {
            return failed(ExitCode.FAILED, new Trouble(target, client).explain(e), e);
        } catch (RuntimeException e) {
            return failed(ExitCode.REFUSED, new Trouble(target, client).explain(e), e);
        }
    }

    /** Says why, with a stack trace only for who asks for it. */
    int failed(int code, String message, RuntimeException cause) {
        screen.remark("orders: " + message);
        if (common.isVerbose()) {
            screen.trace(cause);
        }
        return code;
    }

    /** The stream that a text names: {@code Category-id}, or the bare id of an order. */
    StreamId stream(String text) {
        return OrderId.find(text)
                .map(OrderId::stream)
                .orElseGet(() -> {
                    try {
                        return StreamId.parse(text);
                    } catch (IllegalArgumentException e) {
                        throw usage("expected a stream such as Stock-sku-1, or an order's id");
                    }
                });
    }

    /** Tells that the command was asked for wrongly, along with how it is asked for. */
    ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
