package dev.orderstream.infra;

import dev.orderstream.command.CommandFunction;
import dev.orderstream.http.Route;
import dev.orderstream.operations.OperationsApiFunction;
import dev.orderstream.operations.OperationsFunction;
import dev.orderstream.operations.SetupFunction;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.projector.StreamMapping;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.reference.ReferenceFunction;
import dev.orderstream.runtime.FunctionSize;
import java.time.Duration;

/**
 * A function as it is deployed: the class that Lambda calls, the package that it is in, its size.
 */
enum FunctionDefinition {
    COMMAND("command", "command", CommandFunction.class, FunctionSize.MEMORY_MB, Sizes.API),
    QUERY("query", "query", QueryFunction.class, FunctionSize.MEMORY_MB, Sizes.API),
    OPERATIONS_API(
            "operations-api",
            "operations",
            OperationsApiFunction.class,
            FunctionSize.MEMORY_MB,
            Sizes.API),
    /** In the query function's package, but with no access to tables or secrets. */
    REFERENCE("reference", "query", ReferenceFunction.class, FunctionSize.MEMORY_MB, Sizes.API),
    PROJECTOR(
            "projector",
            "projector",
            ProjectorFunction.class,
            FunctionSize.MEMORY_MB,
            StreamMapping.TIMEOUT),
    OPERATIONS(
            "operations",
            "operations",
            OperationsFunction.class,
            FunctionSize.MEMORY_MB,
            Sizes.LONGEST),
    SETUP("setup", "operations", SetupFunction.class, FunctionSize.MEMORY_MB, Sizes.SETUP);

    /** Why these figures. */
    private static final class Sizes {
        /** API Gateway waits for 30 seconds, and a call ends its requests after 26. */
        static final Duration API = Duration.ofSeconds(29);

        /**
         * Lambda's longest: a replay reads the whole event table, and a rebuild or a verification,
         * which the next call goes on with, begins anew the seldomer with what was under way. A
         * second call meanwhile finds the lease taken, and ends at once.
         */
        static final Duration LONGEST = Duration.ofMinutes(15);

        /** Half of what {@link OperationsFunction} leaves of a call. */
        static final Duration LEFT_AFTER_WORK = Duration.ofSeconds(30);

        /** DynamoDB makes a table in well under a minute. */
        static final Duration SETUP = Duration.ofMinutes(3);
    }

    private final String suffix;
    private final String module;
    private final Class<?> handler;
    private final int memoryMb;
    private final Duration timeout;

    FunctionDefinition(
            String suffix, String module, Class<?> handler, int memoryMb, Duration timeout) {
        this.suffix = suffix;
        this.module = module;
        this.handler = handler;
        this.memoryMb = memoryMb;
        this.timeout = timeout;
    }

    /** Which one answers a route. */
    static FunctionDefinition of(Route.Target target) {
        return switch (target) {
            case COMMAND -> COMMAND;
            case QUERY -> QUERY;
            case OPERATIONS -> OPERATIONS_API;
            case REFERENCE -> REFERENCE;
        };
    }

    /** Its name in the template: {@code OperationsApiFunction}. */
    String id() {
        return handler.getSimpleName();
    }

    /** What its name ends with. */
    String suffix() {
        return suffix;
    }

    String handler() {
        return handler.getName();
    }

    /** Its zip, from the checkout's root. */
    String zip() {
        return "functions/" + module + "/target/orderstream-" + module + ".zip";
    }

    int memoryMb() {
        return memoryMb;
    }

    Duration timeout() {
        return timeout;
    }

    /**
     * Calls that take longer are about to be broken off. Work on a rebuild or a verification ends
     * by itself a minute before its timeout.
     */
    Duration nearTimeout() {
        return this == OPERATIONS
                ? timeout.minus(Sizes.LEFT_AFTER_WORK)
                : timeout.multipliedBy(4).dividedBy(5);
    }

    /** Setup is called by a deployment, once; all others by what comes in. */
    boolean called() {
        return this != SETUP;
    }
}
