package dev.orderstream.operations;

import dev.orderstream.http.HttpApiFunction;
import dev.orderstream.http.Route;
import dev.orderstream.runtime.FunctionContext;
import java.util.Map;
import org.crac.Core;

/** The Lambda function that answers operators. */
public final class OperationsApiFunction extends HttpApiFunction {

    /** As Lambda starts it. */
    public OperationsApiFunction() {
        this(Map.of());
    }

    /** As tests and the local run start it. */
    public OperationsApiFunction(Map<String, Object> properties) {
        super(Route.Target.OPERATIONS, FunctionContext.start("operations", properties));
        Core.getGlobalContext().register(this);
    }
}
