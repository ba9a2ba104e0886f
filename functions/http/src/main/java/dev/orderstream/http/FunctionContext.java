package dev.orderstream.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The beans of one function, apart from those of any other function on the class path. */
final class FunctionContext {

    /** The property that a function's package is bound to by its {@code package-info}. */
    private static final String FUNCTION = "orderstream.function";

    private FunctionContext() {}

    static ApplicationContext start(Route.Target target, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(FUNCTION, target.name().toLowerCase(Locale.ROOT));
        return new LambdaApplicationContextBuilder()
                // Nothing is deduced: it would look for the cloud and for a test on the stack.
                .deduceEnvironment(false)
                .banner(false)
                // Only ours: PORT and others mean something to Micronaut as well.
                .environmentVariableIncludes("AUTH_MODE", "DEFAULT_CURRENCY", "TABLE_PREFIX")
                .properties(all)
                .start();
    }
}
