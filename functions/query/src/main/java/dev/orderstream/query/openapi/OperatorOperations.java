package dev.orderstream.query.openapi;

import static dev.orderstream.http.ProblemType.ALREADY_RUNNING;
import static dev.orderstream.http.ProblemType.INVALID_TRANSITION;
import static dev.orderstream.http.ProblemType.NOT_FOUND;
import static dev.orderstream.http.ProblemType.UNKNOWN_FIELD;

import dev.orderstream.query.openapi.Operation.Tag;
import java.util.List;

/** What operators ask for. */
final class OperatorOperations {

    static final List<Operation> ALL =
            List.of(
                    of(
                                    "GET /projections",
                                    "listProjections",
                                    "See how the projections are",
                                    "Their lag, how many of their streams are parked, and the"
                                            + " rebuild that runs.")
                            .answering(
                                    Answer.json(
                                            200,
                                            "All of them.",
                                            OperatorSchemas.PROJECTIONS,
                                            Examples.PROJECTIONS)),
                    of(
                                    "POST /projections/rebuilds",
                                    "startRebuild",
                                    "Make all views anew",
                                    "From all commits, beside those that serve, while orders go on."
                                            + " When they are proved they serve.")
                            .withOptionalBody(Schema.object(), "empty", "{}")
                            .answering(started(Examples.STARTED_REBUILD))
                            .refusing(UNKNOWN_FIELD, ALREADY_RUNNING),
                    of(
                                    "POST /projections/verifications",
                                    "startVerification",
                                    "Compare all views with the commits",
                                    "While orders go on; what is under way to its view is no"
                                            + " difference.")
                            .withOptionalBody(
                                    OperatorSchemas.START_VERIFICATION.ref(),
                                    "repair",
                                    Examples.REPAIR)
                            .answering(started(Examples.STARTED_VERIFICATION))
                            .refusing(ALREADY_RUNNING),
                    of(
                                    "GET /operations/{operation_id}",
                                    "getOperation",
                                    "See how a rebuild or a verification goes",
                                    "Each is kept for ever.")
                            .answering(
                                    Answer.json(
                                            200,
                                            "Its progress, and its result when it has ended.",
                                            OperatorSchemas.OPERATION,
                                            Examples.VERIFIED))
                            .refusing(NOT_FOUND),
                    of(
                                    "POST /operations/{operation_id}/abort",
                                    "abortOperation",
                                    "End one before its end",
                                    "The views that serve stay as they are. One that was aborted"
                                            + " already is answered as it is; one that has ended by"
                                            + " itself is 409.")
                            .answering(
                                    Answer.json(
                                            200,
                                            "It is aborted.",
                                            OperatorSchemas.OPERATION,
                                            Examples.ABORTED))
                            .refusing(NOT_FOUND, INVALID_TRANSITION),
                    of(
                                    "GET /parked",
                                    "listParked",
                                    "See which streams are parked",
                                    "Their views can't be brought on, for a cause; all others are.")
                            .answering(
                                    Answer.json(
                                            200,
                                            "All of them, or the 1,000 that have been it longest.",
                                            OperatorSchemas.PARKED_STREAMS,
                                            Examples.PARKED)),
                    of(
                                    "POST /parked/replay",
                                    "replayParked",
                                    "Try all parked streams again",
                                    "As many as there is time for, the longest untried first; left"
                                            + " says how many there was none for.")
                            .answering(replayed()),
                    of(
                                    "POST /parked/{stream_id}/replay",
                                    "replayParkedStream",
                                    "Try a parked stream again",
                                    "Each is tried by itself, too, after growing pauses.")
                            .answering(replayed())
                            .refusing(NOT_FOUND),
                    of(
                                    "DELETE /parked/{stream_id}",
                                    "discardParked",
                                    "Let views go on without a commit",
                                    "The commit that holds a parked stream up, and a gap before it,"
                                            + " is passed over from now on, by rebuilds and verifications as well. It"
                                            + " stays stored, and nothing takes this back.")
                            .taking(Parameters.DISCARD)
                            .answering(
                                    Answer.json(
                                            200,
                                            "It is passed over.",
                                            OperatorSchemas.DISCARDED,
                                            Examples.DISCARDED))
                            .refusing(NOT_FOUND, INVALID_TRANSITION));

    private OperatorOperations() {}

    private static Operation of(String route, String id, String summary, String description) {
        return Operation.of(Tag.OPERATIONS, route, id, summary, description);
    }

    private static Answer started(String example) {
        return Answer.json(
                        202,
                        "It is started; ask for it at Location.",
                        OperatorSchemas.OPERATION,
                        example)
                .with(Header.LOCATION);
    }

    private static Answer replayed() {
        return Answer.json(200, "What came of it.", OperatorSchemas.REPLAYED, Examples.REPLAYED);
    }
}
