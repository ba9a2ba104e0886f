package dev.orderstream.command;

import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Outcome.Contended;
import dev.orderstream.eventsourcing.command.Outcome.IdReused;
import dev.orderstream.eventsourcing.command.Outcome.PreconditionFailed;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.eventsourcing.command.Outcome.TooLarge;
import dev.orderstream.eventsourcing.command.Outcome.TooManyCommits;
import dev.orderstream.eventsourcing.command.Outcome.Unchanged;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.Replies;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Turns what came of a command, whatever it was for, into an answer or the problem that it is. */
public final class CommandAnswers {

    private static final int CREATED = 201;
    private static final int OK = 200;

    private CommandAnswers() {}

    /** The status of a PUT: whether its commit is the first one. */
    public static int statusOfPut(Outcome<?, ?, ?> outcome) {
        return outcome instanceof Committed && outcome.version() == 1 ? CREATED : OK;
    }

    /**
     * The success of a command that stored events, or found nothing left to do: its own members
     * from the events, and what a later read may wait for.
     */
    public static <S, E, R> MutableHttpResponse<String> answer(
            int status,
            Outcome<S, E, R> outcome,
            Function<Rejected<S, E, R>, Problem> refused,
            BiConsumer<JsonWriter, List<E>> members) {
        List<E> events =
                switch (outcome) {
                    case Committed<S, E, R> committed -> committed.events();
                    case Unchanged<S, E, R> unchanged -> List.of();
                    case Rejected<S, E, R> rejected -> throw refused.apply(rejected).asException();
                    case PreconditionFailed<S, E, R> failed ->
                            throw preconditionFailed(failed).asException();
                    case IdReused<S, E, R> reused ->
                            throw Problem.of(
                                            ProblemType.IDEMPOTENCY_KEY_REUSED,
                                            "Use another Idempotency-Key for another request.")
                                    .asException();
                    case TooLarge<S, E, R> tooLarge ->
                            throw Problem.of(
                                            ProblemType.TOO_LARGE,
                                            "It is more than can be stored at once. Ask for less"
                                                    + " in one command.")
                                    .asException();
                    case TooManyCommits<S, E, R> tooMany ->
                            throw Problem.of(
                                            ProblemType.TOO_MANY_CHANGES,
                                            "It has as many commits as it may have. Its status can"
                                                    + " still change.")
                                    .with("current_version", tooMany.version())
                                    .asException();
                    case Contended<S, E, R> contended ->
                            throw Problem.of(
                                            ProblemType.CONCURRENT_MODIFICATION,
                                            "Nothing was stored. Repeat the command.")
                                    .with("current_version", contended.version())
                                    .asException();
                };
        String json =
                JsonWriter.object(writer -> {
                    members.accept(writer, events);
                    writer.text("stream_id", outcome.stream().toString())
                            .number("version", outcome.version());
                });
        MutableHttpResponse<String> answer =
                Replies.json(status, json).header("ETag", "\"" + outcome.version() + "\"");
        return isReplay(outcome) ? answer.header("Idempotent-Replayed", "true") : answer;
    }

    private static boolean isReplay(Outcome<?, ?, ?> outcome) {
        return outcome instanceof Committed<?, ?, ?> committed && committed.replayed();
    }

    private static Problem preconditionFailed(PreconditionFailed<?, ?, ?> failed) {
        if (failed.version() == 0) {
            return Problem.of(
                    ProblemType.PRECONDITION_FAILED, "There is nothing with this id yet.");
        }
        return Problem.of(
                        ProblemType.PRECONDITION_FAILED,
                        failed.exists()
                                ? "If-None-Match: the resource exists already. To replace it, send"
                                        + " If-Match with its version."
                                : "Read the current version, then decide again.")
                .with("current_version", failed.version());
    }
}
