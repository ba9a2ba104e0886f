package dev.orderstream.command;

import dev.orderstream.http.HttpApiFunction;
import dev.orderstream.http.Route;
import dev.orderstream.runtime.FunctionContext;
import java.util.Map;
import org.crac.Core;

/** The Lambda function that carries out commands. */
public final class CommandFunction extends HttpApiFunction {

    /** As Lambda starts it. */
    public CommandFunction() {
        this(Map.of());
    }

    /** As tests and the local run start it. */
    public CommandFunction(Map<String, Object> properties) {
        super(Route.Target.COMMAND, FunctionContext.start("command", properties));
        Core.getGlobalContext().register(this);
    }
}
