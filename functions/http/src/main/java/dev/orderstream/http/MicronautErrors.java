package dev.orderstream.http;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the bodies of errors that Micronaut makes itself. After our reading of the request none
 * can be the caller's doing: it means that the route table and the controllers disagree.
 */
@Singleton
final class MicronautErrors implements ErrorResponseProcessor<String> {

    private static final Logger LOG = LoggerFactory.getLogger(MicronautErrors.class);

    @Override
    public MutableHttpResponse<String> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        Optional<HttpCall> call = HttpCallBinder.find(context.getRequest());
        return Replies.write(
                response,
                problem(context, response.code()),
                call.map(HttpCall::instance).orElse("/"),
                call.map(HttpCall::requestId).orElse("-"));
    }

    private static Problem problem(ErrorContext context, int status) {
        LOG.error("Micronaut answered {} by itself", status, context.getRootCause().orElse(null));
        return Problem.of(ProblemType.INTERNAL_ERROR, "It is logged under the request's id.");
    }
}
