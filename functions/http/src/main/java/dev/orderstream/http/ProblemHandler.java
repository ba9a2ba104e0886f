package dev.orderstream.http;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.LastingFault;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.UnreadableException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever is thrown into a problem: the one place that does. */
@Singleton
final class ProblemHandler implements ExceptionHandler<Throwable, HttpResponse<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private static final int CAUSES_MAX = 20;

    /**
     * When to retry what only a repair or a deployment fixes. Neither takes less than minutes, and
     * clients that retried each second would only add load: an hour is also the longest pause
     * before a parked stream is tried again.
     */
    static final Duration LASTING_RETRY = Duration.ofHours(1);

    @Override
    @SuppressWarnings("rawtypes") // the interface's signature
    public HttpResponse<String> handle(HttpRequest request, Throwable thrown) {
        Optional<HttpCall> call = HttpCallBinder.find((HttpRequest<?>) request);
        Effect effect = call.map(ProblemHandler::effect).orElse(Effect.NONE);
        return Replies.problem(
                problem(thrown, effect),
                call.map(HttpCall::instance).orElse("/"),
                call.map(HttpCall::requestId).orElse("-"));
    }

    /** What a request that failed may have stored. */
    enum Effect {
        /** It is no command. */
        NONE,
        /** Its own events, if any: nobody can have sent the same command before. */
        OWN,
        /** Its own events, or those of an earlier request with the same key. */
        KEYED
    }

    private static Effect effect(HttpCall call) {
        if (call.route().target() != Route.Target.COMMAND) {
            return Effect.NONE;
        }
        return call.headers().find(RequestHeaders.IDEMPOTENCY_KEY).isPresent()
                ? Effect.KEYED
                : Effect.OWN;
    }

    static Problem problem(Throwable thrown, Effect effect) {
        boolean command = effect != Effect.NONE;
        return switch (thrown) {
            case ProblemException expected -> expected.problem();
            case OutageException outage -> outage(outage, command);
            case UnreadableException unreadable -> lasting(unreadable, effect);
            case BrokenStreamException gap -> lasting(gap, effect);
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
     * Stored data can't be read: a commit is missing or malformed, or newer code wrote it. Nothing
     * was sent to the store before all data was read, so a command without a key has stored
     * nothing. With a key, the commit that can't be read may be the command's own, of an earlier
     * request.
     */
    private static Problem lasting(RuntimeException fault, Effect effect) {
        LOG.error("Stored data can't be read: {}", LastingFault.describe(fault));
        Problem problem =
                Problem.of(
                                ProblemType.UNAVAILABLE,
                                "Stored data of this resource can't be read. Retry later; until an"
                                        + " operator repairs it, a retry has the same result.")
                        .withHeader("Retry-After", Long.toString(LASTING_RETRY.toSeconds()));
        return switch (effect) {
            case NONE -> problem;
            case OWN -> problem.with("outcome", "not_stored");
            case KEYED -> problem.with("outcome", "unknown");
        };
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
