package dev.orderstream.runtime;

import io.micronaut.context.ApplicationContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Starts the beans of one function, apart from those of any other function on the class path. */
public final class FunctionContext {

    /** The property that a function's package is bound to by its {@code package-info}. */
    private static final String FUNCTION = "orderstream.function";

    private FunctionContext() {}

    /**
     * The context of the function with this name.
     *
     * @param properties of Micronaut's environment, ahead of environment variables; AWS gives none
     */
    public static ApplicationContext start(String function, Map<String, Object> properties) {
        return start(function, properties, true);
    }

    /**
     * The context of a function that calls no AWS service. Beans are created on first use, so the
     * clients of AWS are never created.
     *
     * @param properties as for {@link #start}
     */
    public static ApplicationContext startLazily(String function, Map<String, Object> properties) {
        return start(function, properties, false);
    }

    private static ApplicationContext start(
            String function, Map<String, Object> properties, boolean eager) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(FUNCTION, function);
        return ApplicationContext.builder("function", "lambda")
                // Nothing is deduced: it would look for the cloud and for a test on the stack.
                .deduceEnvironment(false)
                .banner(false)
                // Only ours: PORT and others mean something to Micronaut as well.
                .environmentVariableIncludes(
                        Arrays.stream(Variable.values()).map(Variable::name).toArray(String[]::new))
                .eagerInitSingletons(eager)
                .properties(all)
                .start();
    }
}
