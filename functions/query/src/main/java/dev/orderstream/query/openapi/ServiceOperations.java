package dev.orderstream.query.openapi;

import dev.orderstream.query.openapi.Answer.Content;
import dev.orderstream.query.openapi.Operation.Tag;
import java.util.List;

/** Whether the service answers, and what it says of itself. */
final class ServiceOperations {

    static final List<Operation> ALL =
            List.of(
                    Operation.of(
                                    Tag.SERVICE,
                                    "GET /health",
                                    "getHealth",
                                    "Ask whether requests are answered",
                                    "Nothing behind the service is asked.")
                            .answering(
                                    Answer.json(
                                            200, "They are.", ViewSchemas.HEALTH, Examples.HEALTH)),
                    file(
                            "GET /openapi",
                            "getOpenApi",
                            "Read this description",
                            new Content(
                                    "application/json",
                                    ViewSchemas.ANY_DOCUMENT.ref(),
                                    "{\"openapi\": \"3.1.1\"}")),
                    file(
                            "GET /docs",
                            "getReferencePage",
                            "See this description as a page",
                            text("text/html", "<!doctype html><title>Orderstream</title>")),
                    file(
                            "GET /docs/reference.js",
                            "getReferenceScript",
                            "Load the page's script",
                            text("text/javascript", "SwaggerUIBundle({});")),
                    file(
                            "GET /docs/swagger-ui.js",
                            "getSwaggerUiScript",
                            "Load the page's library",
                            text("text/javascript", "var SwaggerUIBundle;")),
                    file(
                            "GET /docs/swagger-ui.css",
                            "getSwaggerUiStyle",
                            "Load the page's style",
                            text("text/css", ".swagger-ui{}")));

    private ServiceOperations() {}

    /** The answer to a caller who has just that one already. */
    static Answer notModified(Answer found) {
        return new Answer(304, "The caller has it already.", null, found.headers());
    }

    private static Operation file(String route, String id, String summary, Content content) {
        Answer found =
                new Answer(200, "The text.", content, List.of(Header.TAG, Header.CACHE_CONTROL));
        return Operation.of(Tag.SERVICE, route, id, summary, "The same for everybody, with a tag.")
                .taking(Parameters.IF_NONE_MATCH, Parameters.READ_IF_MATCH)
                .answering(found, notModified(found));
    }

    private static Content text(String mediaType, String example) {
        return new Content(mediaType, Schema.string(), "\"" + example + "\"");
    }
}
