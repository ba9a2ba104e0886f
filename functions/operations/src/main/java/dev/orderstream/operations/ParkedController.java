package dev.orderstream.operations;

import dev.orderstream.eventsourcing.Deadline;
import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Discard;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.http.Replies;
import dev.orderstream.operations.ParkedOperations.Discarded;
import dev.orderstream.operations.ParkedOperations.Replayed;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Duration;

/** Parked streams over HTTP. */
@Controller("/parked")
final class ParkedController {

    /** What one more stream may take: its commits are read to the end, and its views are stored. */
    private static final Duration FOR_ONE_STREAM = Duration.ofSeconds(8);

    private final ParkedOperations parked;

    ParkedController(ParkedOperations parked) {
        this.parked = parked;
    }

    @Get
    HttpResponse<String> list(HttpCall call) {
        call.query().only();
        return Replies.json(
                200,
                JsonWriter.object(
                        json -> json.list("items", parked.oldest(), ParkedController::write)));
    }

    private static void write(JsonWriter json, Notice notice) {
        json.text("stream_id", notice.stream().toString())
                .number("generation", notice.generation())
                .number("version", notice.version())
                .text("cause", notice.cause())
                .time("since", notice.since());
    }

    @Post("/replay")
    HttpResponse<String> replayAll(HttpCall call) {
        call.query().only();
        return answer(parked.replayAll(ParkedController::isTimeForOneMore));
    }

    private static boolean isTimeForOneMore() {
        return Deadline.left().map(left -> left.compareTo(FOR_ONE_STREAM) > 0).orElse(true);
    }

    @Post("/{stream_id}/replay")
    HttpResponse<String> replay(HttpCall call) {
        call.query().only();
        return answer(parked.replay(stream(call)).orElseThrow(() -> notParked().asException()));
    }

    private static HttpResponse<String> answer(Replayed replayed) {
        return Replies.json(200, JsonWriter.object(json -> write(json, replayed)));
    }

    private static void write(JsonWriter json, Replayed replayed) {
        json.number("caught_up", replayed.caughtUp())
                .number("parked", replayed.parked())
                .number("left", replayed.left());
    }

    @Delete("/{stream_id}")
    HttpResponse<String> discard(HttpCall call) {
        QueryParameters query = call.query().only("version", "reason");
        long version =
                query.integer("version", 1, Integer.MAX_VALUE)
                        .orElseThrow(() -> QueryParameters.missing("version"));
        String reason = reason(query);
        StreamId stream = stream(call);
        return switch (parked.discard(stream, version, reason, call.principal().userId())) {
            case Discarded.Done(Discard discard, Replayed replayed) ->
                    Replies.json(200, JsonWriter.object(json -> write(json, discard, replayed)));
            case Discarded.NotParked() -> throw notParked().asException();
            case Discarded.AnotherAtFault(long other) ->
                    throw Problem.of(
                                    ProblemType.INVALID_TRANSITION,
                                    "Another commit holds it up: version " + other + ".")
                            .with("version", other)
                            .asException();
            case Discarded.NoCommitAtFault(long stuckAt, String cause) ->
                    throw Problem.of(
                                    ProblemType.INVALID_TRANSITION,
                                    "No commit is at fault that a discard could pass over: "
                                            + cause
                                            + ".")
                            .with("version", stuckAt)
                            .asException();
        };
    }

    private static void write(JsonWriter json, Discard discard, Replayed replayed) {
        json.text("stream_id", discard.stream().toString())
                .number("version", discard.version())
                .text("reason", discard.reason())
                .text("user_id", discard.userId())
                .time("discarded_at", discard.at())
                .object("replayed", came -> write(came, replayed));
    }

    private static String reason(QueryParameters query) {
        String text = query.find("reason").orElseThrow(() -> QueryParameters.missing("reason"));
        try {
            return ParkedOperations.checkReason(text);
        } catch (InvalidValueException refused) {
            throw QueryParameters.invalid("reason", "reason: " + refused.getMessage() + ".");
        }
    }

    /** A text that is no stream's name names none that is parked. */
    private static StreamId stream(HttpCall call) {
        try {
            return StreamId.parse(call.variable("stream_id"));
        } catch (IllegalArgumentException none) {
            throw notParked().asException();
        }
    }

    private static Problem notParked() {
        return Problem.of(ProblemType.NOT_FOUND, "No stream of this name is parked.");
    }
}
