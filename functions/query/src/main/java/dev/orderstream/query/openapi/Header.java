package dev.orderstream.query.openapi;

import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.RequestHeaders;

/** A header of answers. */
enum Header {
    CORRELATION_ID(
            RequestHeaders.CORRELATION_ID,
            "The name that the request had or was given.",
            "checkout-1"),
    TAG(
            "ETag",
            "The version; a query's has a digest of the answer behind it. For If-Match and"
                    + " If-None-Match.",
            "\"2\""),
    LOCATION("Location", "The path of what was made, with the prefix of the call.", "/orders/…"),
    LINK(
            "Link",
            "The list's first, prev, next and last page, as far as they exist (RFC 8288).",
            "</customers/c-1/orders?page=1>; rel=\"first\""),
    REPLAYED(
            "Idempotent-Replayed",
            "true where another request with the same key had stored this; else absent.",
            "true"),
    CACHE_CONTROL(
            "Cache-Control",
            "no-store for problems, and where the answer is older than what was waited for.",
            "private, no-cache"),
    RETRY_AFTER(
            "Retry-After",
            "After how many seconds to retry: 1, or 3600 where stored data can't be read, which only"
                    + " an operator or a deployment can fix.",
            "1"),
    ACCEPT_ENCODING("Accept-Encoding", "How a body may be encoded.", "identity"),
    ALLOW("Allow", "The methods that are known here.", "GET, HEAD"),
    AUTHENTICATE("WWW-Authenticate", "How to say who calls.", "Bearer");

    private final String wireName;
    private final String description;
    private final String example;

    Header(String wireName, String description, String example) {
        this.wireName = wireName;
        this.description = description;
        this.example = example;
    }

    String wireName() {
        return wireName;
    }

    void writeRefTo(JsonWriter json) {
        json.object(wireName, header -> header.text("$ref", "#/components/headers/" + wireName));
    }

    void writeTo(JsonWriter json) {
        json.text("description", description)
                .object("schema", Schema.string()::writeTo)
                .text("example", example);
    }
}
