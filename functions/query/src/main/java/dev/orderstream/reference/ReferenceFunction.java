package dev.orderstream.reference;

import dev.orderstream.http.HttpApiFunction;
import dev.orderstream.http.Route;
import dev.orderstream.runtime.FunctionContext;
import java.util.Map;
import org.crac.Core;

/**
 * The Lambda function that answers without data: health, the description of the API, and 404 or 405
 * for requests that match no route. It needs no environment variable and no right.
 */
public final class ReferenceFunction extends HttpApiFunction {

    /** As Lambda starts it. */
    public ReferenceFunction() {
        this(Map.of());
    }

    /** As tests and the local run start it. */
    public ReferenceFunction(Map<String, Object> properties) {
        super(Route.Target.REFERENCE, FunctionContext.startLazily("reference", properties));
        Core.getGlobalContext().register(this);
    }
}
