package dev.orderstream.http;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.UnreadableException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever is thrown into a problem: the one place that does. */
@Singleton
final class ProblemHandler implements ExceptionHandler<Throwable, HttpResponse<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private static final int CAUSES_MAX = 20;

    @Override
    @SuppressWarnings("rawtypes") // the interface's signature
    public HttpResponse<String> handle(HttpRequest request, Throwable thrown) {
        Optional<HttpCall> call = HttpCallBinder.find((HttpRequest<?>) request);
        boolean command = call.filter(c -> c.route().target() == Route.Target.COMMAND).isPresent();
        return Replies.problem(
                problem(thrown, command),
                call.map(HttpCall::instance).orElse("/"),
                call.map(HttpCall::requestId).orElse("-"));
    }

    static Problem problem(Throwable thrown, boolean command) {
        return switch (thrown) {
            case ProblemException expected -> expected.problem();
            case OutageException outage -> outage(outage, command);
            case UnreadableException unreadable -> unreadable(unreadable, command);
            case CancellationException stopped -> unavailable(command, false);
            default -> {
                LOG.error("A request failed unexpectedly", thrown);
                yield Problem.of(
                        ProblemType.INTERNAL_ERROR, "It is logged under the request's id.");
            }
        };
    }

    /** The call was not begun, but an earlier try of the same command may have been carried out. */
    static Problem stopping(boolean command) {
        return unavailable(command, true);
    }

    private static Problem outage(OutageException outage, boolean command) {
        // Without its stack: in an outage each request would leave one.
        LOG.warn("A store was not available: {}", lastCause(outage));
        return unavailable(command, outage.writeMayHaveLanded());
    }

    private static String lastCause(Throwable thrown) {
        Throwable last = thrown;
        for (int depth = 0; last.getCause() != null && depth < CAUSES_MAX; depth++) {
            last = last.getCause();
        }
        return last.toString();
    }

    /**
     * Newer code wrote it, perhaps in a deployment that is under way: that passes. It may even be
     * the command's own commit, stored by an earlier try of it.
     */
    private static Problem unreadable(UnreadableException unreadable, boolean command) {
        LOG.error("Stored data can't be read", unreadable);
        return unavailable(command, true);
    }

    private static Problem unavailable(boolean command, boolean writeMayHaveLanded) {
        if (!command) {
            return Problem.of(ProblemType.UNAVAILABLE, "Ask again in a moment.");
        }
        return Problem.of(
                        ProblemType.UNAVAILABLE,
                        "Repeat the command in a moment, with the same Idempotency-Key if it had"
                                + " one.")
                .with("outcome", writeMayHaveLanded ? "unknown" : "not_stored");
    }
}
