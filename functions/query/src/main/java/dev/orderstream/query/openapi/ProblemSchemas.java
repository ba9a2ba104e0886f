package dev.orderstream.query.openapi;

import static dev.orderstream.query.openapi.Schema.integer;
import static dev.orderstream.query.openapi.Schema.integerFrom;
import static dev.orderstream.query.openapi.Schema.object;
import static dev.orderstream.query.openapi.Schema.optional;
import static dev.orderstream.query.openapi.Schema.required;
import static dev.orderstream.query.openapi.Schema.string;
import static dev.orderstream.query.openapi.Schema.word;

import dev.orderstream.http.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is wrong. */
final class ProblemSchemas {

    static final Component FIELD_ERROR =
            new Component(
                    "FieldError",
                    object(
                            required(
                                    "pointer",
                                    string().describedAs("Of the member, as RFC 6901 has it.")),
                            required("code", string()),
                            required("detail", string())));

    static final Component SHORTAGE =
            new Component(
                    "Shortage",
                    object(
                                    required("product_id", Forms.PRODUCT_ID),
                                    required(
                                            "requested",
                                            integerFrom(1)
                                                    .describedAs("By all lines of the request.")),
                                    required("available", integerFrom(0)))
                            .describedAs("A product of which less is available than requested."));

    static final Component PROBLEM =
            new Component(
                    "Problem",
                    object(
                                    required(
                                            "type",
                                            Schema.words(problems(ProblemType::uri))
                                                    .with(json -> json.text("format", "uri"))),
                                    required("title", string()),
                                    required("status", integer(400, 599)),
                                    required("detail", string()),
                                    required(
                                            "instance",
                                            string().with(json ->
                                                            json.text("format", "uri-reference"))
                                                    .describedAs("The path that was called.")),
                                    required("code", Schema.words(problems(ProblemType::code))),
                                    required("request_id", string()),
                                    optional("errors", Schema.list(FIELD_ERROR.ref())),
                                    optional(
                                            "pointer",
                                            string().describedAs(
                                                            "Of the member that is not known, is there"
                                                                    + " twice or has another JSON type.")),
                                    optional(
                                            "parameter",
                                            string().describedAs(
                                                            "That is not known, or given twice.")),
                                    optional("current_version", integerFrom(0)),
                                    optional(
                                            "current_status",
                                            Schema.words(
                                                    Stream.concat(
                                                            Forms.statuses(),
                                                            OperatorSchemas.statuses()))),
                                    optional(
                                            "version",
                                            Forms.VERSION.describedAs(
                                                    "Of the commit that holds a stream up.")),
                                    optional("operation_id", string()),
                                    optional("product_id", Forms.PRODUCT_ID),
                                    optional("available", integerFrom(0)),
                                    optional(
                                            "shortages",
                                            Schema.list(SHORTAGE.ref())
                                                    .describedAs(
                                                            "Every short product, in the order of"
                                                                    + " the request's lines;"
                                                                    + " product_id and available are"
                                                                    + " those of the first.")),
                                    optional("outcome", word("unknown", "not_stored")),
                                    Forms.WARNING)
                            .describedAs("What is wrong, as RFC 9457 has it, and what helps."));

    static final List<Component> ALL = List.of(FIELD_ERROR, SHORTAGE, PROBLEM);

    private ProblemSchemas() {}

    private static Stream<String> problems(Function<ProblemType, String> word) {
        return Arrays.stream(ProblemType.values()).map(word);
    }
}
