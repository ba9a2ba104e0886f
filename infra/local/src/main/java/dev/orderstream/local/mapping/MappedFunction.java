package dev.orderstream.local.mapping;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import org.jspecify.annotations.Nullable;

/**
 * The function at the end of a mapping.
 *
 * @param name as Lambda would know it
 * @param invocation calls it; may be called by several threads at once
 */
public record MappedFunction(String name, Invocation invocation) {

    /** A call of the function, which returns when the function has. */
    @FunctionalInterface
    public interface Invocation {

        /**
         * Calls the function.
         *
         * @param requestId of this call
         * @return what the function answered, which may be nothing
         */
        @Nullable StreamsEventResponse invoke(String requestId, DynamodbEvent batch);
    }
}
