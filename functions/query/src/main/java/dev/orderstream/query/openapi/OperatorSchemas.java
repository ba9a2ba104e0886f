package dev.orderstream.query.openapi;

import static dev.orderstream.query.openapi.Schema.integerFrom;
import static dev.orderstream.query.openapi.Schema.nothing;
import static dev.orderstream.query.openapi.Schema.object;
import static dev.orderstream.query.openapi.Schema.oneOf;
import static dev.orderstream.query.openapi.Schema.optional;
import static dev.orderstream.query.openapi.Schema.required;
import static dev.orderstream.query.openapi.Schema.string;
import static dev.orderstream.query.openapi.Schema.time;

import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What operators send and are answered. */
final class OperatorSchemas {

    static final Component PROGRESS =
            new Component(
                    "Progress",
                    object(required("done", integerFrom(0)), required("total", integerFrom(0)))
                            .describedAs("Items read; the total is an estimate while it runs."));

    static final Component RUNNING_REBUILD =
            new Component(
                    "RunningRebuild",
                    object(
                            required("operation_id", string()),
                            optional(
                                    "generation",
                                    integerFrom(1)
                                            .describedAs("That it fills, once it has begun to.")),
                            required("status", Schema.word(word(Status.RUNNING))),
                            required("progress", PROGRESS.ref())));

    static final Component PROJECTION =
            new Component(
                    "Projection",
                    object(
                            required("name", string()),
                            required("generation", integerFrom(1)),
                            required(
                                    "lag_ms",
                                    integerFrom(0)
                                            .orNull()
                                            .describedAs(
                                                    "An estimate of how far the projector is"
                                                            + " behind, in milliseconds: the age of"
                                                            + " the oldest overdue heartbeat, or"
                                                            + " the greatest lag of a batch in the"
                                                            + " last minute, whichever is greater."
                                                            + " A lag of up to a second counts as"
                                                            + " 0. Null until the first heartbeat"
                                                            + " has arrived or is overdue.")),
                            required("parked", integerFrom(0)),
                            required(
                                    "rebuild",
                                    oneOf(RUNNING_REBUILD.ref(), nothing())
                                            .describedAs(
                                                    "Of all projections; null: none is under"
                                                            + " way."))));

    static final Component PROJECTIONS =
            new Component("Projections", object(required("items", Schema.list(PROJECTION.ref()))));

    static final Component START_VERIFICATION =
            new Component(
                    "StartVerification",
                    object(
                            optional(
                                    "repair",
                                    Schema.flag()
                                            .byDefault("false")
                                            .describedAs("Whether what differs is mended."))));

    static final Component DIFFERENCE =
            new Component(
                    "Difference",
                    object(
                            optional(
                                    "stream_id",
                                    string().describedAs("Whose view it is; none has a total.")),
                            required("item", string().describedAs("What is not as commits say.")),
                            required(
                                    "how",
                                    string().describedAs(
                                                    "In words and names of fields, never with what"
                                                            + " stands in them."))));

    static final Component PARKED_ALONE =
            new Component(
                    "ParkedAlone",
                    object(
                            required("stream_id", string()),
                            required("version", Forms.VERSION),
                            required("cause", string())));

    static final Component RESULT =
            new Component(
                    "OperationResult",
                    object(
                            optional("cause", string().describedAs("Why it has failed.")),
                            optional(
                                    "generation",
                                    integerFrom(1)
                                            .describedAs("That serves since it was rebuilt.")),
                            optional("checked", integerFrom(0)),
                            optional("differing", integerFrom(0)),
                            optional(
                                    "undecided",
                                    integerFrom(0).describedAs("What moved whenever one looked.")),
                            optional("parked", integerFrom(0)),
                            optional("repaired", integerFrom(0)),
                            optional(
                                    "differences",
                                    Schema.list(DIFFERENCE.ref())
                                            .describedAs("The first hundred of them.")),
                            optional(
                                    "streams",
                                    Schema.list(PARKED_ALONE.ref())
                                            .describedAs(
                                                    "Why a rebuild has failed: streams that are"
                                                            + " parked in the new generation"
                                                            + " alone."))));

    static final Component OPERATION =
            new Component(
                    "Operation",
                    object(
                            required("id", string()),
                            required("kind", Schema.words(words(Kind.values()))),
                            required("status", Schema.words(statuses())),
                            required("progress", PROGRESS.ref()),
                            required(
                                    "result",
                                    oneOf(RESULT.ref(), nothing())
                                            .describedAs(
                                                    "null while it runs, and where it was"
                                                            + " aborted.")),
                            required("user_id", string().describedAs("Who asked for it.")),
                            required("started_at", time()),
                            required("ended_at", time().orNull())));

    static final Component PARKED_STREAM =
            new Component(
                    "ParkedStream",
                    object(
                            required("stream_id", string()),
                            required("generation", integerFrom(1)),
                            required(
                                    "version",
                                    Forms.VERSION.describedAs(
                                            "That its view can't come to, in this generation.")),
                            required("cause", string()),
                            required("since", time())));

    static final Component PARKED_STREAMS =
            new Component(
                    "ParkedStreams",
                    object(
                            required(
                                    "items",
                                    Schema.list(PARKED_STREAM.ref())
                                            .describedAs("Those first that wait for longest."))));

    static final Component REPLAYED =
            new Component(
                    "Replayed",
                    object(
                                    required(
                                            "caught_up",
                                            integerFrom(0).describedAs("Are up to date now.")),
                                    required(
                                            "parked",
                                            integerFrom(0)
                                                    .describedAs("Were tried and stay parked.")),
                                    required(
                                            "left",
                                            integerFrom(0)
                                                    .describedAs(
                                                            "There was no time for: ask again.")))
                            .describedAs(
                                    "What came of another try, counted once for each generation"
                                            + " that a stream is parked in."));

    static final Component DISCARDED =
            new Component(
                    "Discarded",
                    object(
                            required("stream_id", string()),
                            required("version", Forms.VERSION),
                            required("reason", string()),
                            required("user_id", string().describedAs("Who has discarded it.")),
                            required("discarded_at", time()),
                            required("replayed", REPLAYED.ref())));

    static final List<Component> ALL =
            List.of(
                    PROGRESS,
                    RUNNING_REBUILD,
                    PROJECTION,
                    PROJECTIONS,
                    START_VERIFICATION,
                    DIFFERENCE,
                    PARKED_ALONE,
                    RESULT,
                    OPERATION,
                    PARKED_STREAM,
                    PARKED_STREAMS,
                    REPLAYED,
                    DISCARDED);

    private OperatorSchemas() {}

    static Stream<String> statuses() {
        return words(Status.values());
    }

    private static Stream<String> words(Enum<?>... constants) {
        return Arrays.stream(constants).map(OperatorSchemas::word);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
