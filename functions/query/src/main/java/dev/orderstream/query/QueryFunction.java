package dev.orderstream.query;

import dev.orderstream.http.HttpApiFunction;
import dev.orderstream.http.Route;
import dev.orderstream.runtime.FunctionContext;
import java.util.Map;
import org.crac.Core;

/** The Lambda function that answers queries. */
public final class QueryFunction extends HttpApiFunction {

    /** As Lambda starts it. */
    public QueryFunction() {
        this(Map.of());
    }

    /** As tests and the local run start it. */
    public QueryFunction(Map<String, Object> properties) {
        super(Route.Target.QUERY, FunctionContext.start("query", properties));
        Core.getGlobalContext().register(this);
    }
}
