package dev.orderstream.query.openapi;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.Route;
import dev.orderstream.http.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The problems of operations, each with an example that the service's own code writes. */
final class Problems {

    private static final String PATH = "/orders/" + Examples.ORDER_ID;
    private static final String REQUEST_ID = "0a2e86bf-a65e-4365-b647-a079333e4c17";

    private Problems() {}

    /** The problems of an operation: its own, and those of any whose route and body are alike. */
    static Set<ProblemType> of(Operation operation, Route route) {
        Set<ProblemType> types = EnumSet.noneOf(ProblemType.class);
        types.addAll(operation.problems());
        types.add(ProblemType.INVALID_PARAMETER);
        // A body where none is read.
        types.add(ProblemType.MALFORMED_REQUEST);
        types.add(ProblemType.NOT_ACCEPTABLE);
        types.add(ProblemType.THROTTLED);
        types.add(ProblemType.INTERNAL_ERROR);
        if (route.scope() != Scope.NONE) {
            types.add(ProblemType.UNAUTHENTICATED);
            types.add(ProblemType.FORBIDDEN);
            types.add(ProblemType.UNAVAILABLE);
        }
        if (operation.body() != null) {
            types.add(ProblemType.UNKNOWN_FIELD);
            types.add(ProblemType.TOO_LARGE);
            types.add(ProblemType.UNSUPPORTED_MEDIA_TYPE);
            types.add(ProblemType.VALIDATION_FAILED);
        }
        if (operation.parameters().contains(Parameters.IDEMPOTENCY_KEY)) {
            types.add(ProblemType.CONCURRENT_MODIFICATION);
            types.add(ProblemType.IDEMPOTENCY_KEY_REUSED);
        }
        if (operation.parameters().contains(Parameters.IF_MATCH)
                || operation.parameters().contains(Parameters.READ_IF_MATCH)) {
            types.add(ProblemType.PRECONDITION_FAILED);
        }
        return types;
    }

    /** Writes a response with an example for each of the types, which have one status. */
    static void writeResponse(JsonWriter json, Collection<ProblemType> types) {
        json.text("description", description(types))
                .object(
                        "headers",
                        headers -> headers(types).forEach(header -> header.writeRefTo(headers)))
                .object(
                        "content",
                        content ->
                                content.object(
                                        Problem.MEDIA_TYPE,
                                        body ->
                                                body.object(
                                                                "schema",
                                                                ProblemSchemas.PROBLEM.ref()
                                                                        ::writeTo)
                                                        .object(
                                                                "examples",
                                                                examples ->
                                                                        types.forEach(type ->
                                                                                writeRef(
                                                                                        examples,
                                                                                        type)))));
    }

    private static void writeRef(JsonWriter examples, ProblemType type) {
        examples.object(
                type.code(), ref -> ref.text("$ref", "#/components/examples/" + type.code()));
    }

    static void writeExample(JsonWriter json, ProblemType type) {
        json.text("summary", type.title()).json("value", example(type).json(PATH, REQUEST_ID));
    }

    private static String description(Collection<ProblemType> types) {
        return String.join(
                "; ",
                types.stream().map(type -> "%s: %s".formatted(type.code(), type.title())).toList());
    }

    private static List<Header> headers(Collection<ProblemType> types) {
        List<Header> headers = new ArrayList<>();
        headers.add(Header.CORRELATION_ID);
        headers.add(Header.CACHE_CONTROL);
        if (types.contains(ProblemType.UNAVAILABLE)
                || types.contains(ProblemType.THROTTLED)
                || types.contains(ProblemType.ORDER_NOT_FOUND)
                || types.contains(ProblemType.NOT_FOUND)) {
            headers.add(Header.RETRY_AFTER);
        }
        if (types.contains(ProblemType.METHOD_NOT_ALLOWED)) {
            headers.add(Header.ALLOW);
        }
        if (types.contains(ProblemType.UNSUPPORTED_MEDIA_TYPE)) {
            headers.add(Header.ACCEPT_ENCODING);
        }
        if (types.contains(ProblemType.UNAUTHENTICATED)) {
            headers.add(Header.AUTHENTICATE);
        }
        return headers;
    }

    private static Problem example(ProblemType type) {
        return switch (type) {
            case MALFORMED_REQUEST -> problem(type, "Expected one JSON object.");
            case UNKNOWN_FIELD -> problem(type, "The body: known members are name.");
            case INVALID_PARAMETER ->
                    problem(type, "page_size: expected a whole number from 1 to 100.");
            case INVALID_CURSOR ->
                    problem(type, "Expected a next_cursor of this very list. Begin without one.");
            case UNAUTHENTICATED -> problem(type, "Send a token: Authorization: Bearer ….");
            case FORBIDDEN -> problem(type, "The scope orders:admin is needed.");
            case NOT_FOUND -> problem(type, "No customer has this id.");
            case ORDER_NOT_FOUND -> problem(type, "No order has this id.");
            case METHOD_NOT_ALLOWED -> problem(type, "Known here: GET, HEAD.");
            case NOT_ACCEPTABLE -> problem(type, "Accept application/json, or anything.");
            case INVALID_TRANSITION ->
                    problem(type, "only a pending order can become cancelled")
                            .with("current_status", "shipped")
                            .with("current_version", 4);
            case INSUFFICIENT_INVENTORY ->
                    problem(type, "Order no more of each product in shortages than is available.")
                            .with("product_id", "sku-1")
                            .with("available", 1)
                            .with(
                                    "shortages",
                                    new Document.Sequence(
                                            List.of(
                                                    Document.fields()
                                                            .put("product_id", "sku-1")
                                                            .put("requested", 2)
                                                            .put("available", 1)
                                                            .build())));
            case CONCURRENT_MODIFICATION ->
                    problem(type, "Nothing was stored. Repeat the command.")
                            .with("current_version", 7);
            case TOO_MANY_CHANGES ->
                    problem(
                                    type,
                                    "It has as many commits as it may have. Its status can still"
                                            + " change.")
                            .with("current_version", 5_000);
            case ALREADY_RUNNING ->
                    problem(type, "A rebuild runs; one at a time. Wait for its end, or abort it.")
                            .with("operation_id", Examples.OPERATION_ID);
            case PRECONDITION_FAILED ->
                    problem(type, "Read the current version, then decide again.")
                            .with("current_version", 2);
            case TOO_LARGE -> problem(type, "Send at most 256 KB.");
            case UNSUPPORTED_MEDIA_TYPE ->
                    problem(type, "Send Content-Type: application/json, uncompressed.");
            case VALIDATION_FAILED ->
                    problem(type, "Mend what errors lists.")
                            .with(
                                    "errors",
                                    new Document.Sequence(
                                            List.of(
                                                    Document.fields()
                                                            .put("pointer", "/items/0/quantity")
                                                            .put("code", "out-of-range")
                                                            .put(
                                                                    "detail",
                                                                    "expected 1 to 1000000 pieces")
                                                            .build())));
            case IDEMPOTENCY_KEY_REUSED ->
                    problem(type, "Use another Idempotency-Key for another request.");
            case THROTTLED -> problem(type, "Send the request again in a second.");
            case INTERNAL_ERROR -> problem(type, "It is logged under the request's id.");
            case UNAVAILABLE ->
                    problem(type, "Repeat the command in a moment, with the same Idempotency-Key.")
                            .with("outcome", "unknown");
        };
    }

    private static Problem problem(ProblemType type, String detail) {
        return Problem.of(type, detail);
    }
}
