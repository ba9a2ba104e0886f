package dev.orderstream.query.openapi;

import dev.orderstream.http.JsonWriter;

/**
 * A parameter or a header of requests.
 *
 * @param component the name by which operations refer to it
 * @param in {@code path}, {@code query} or {@code header}
 * @param example as JSON
 */
record Parameter(
        String component,
        String in,
        String name,
        String description,
        Schema schema,
        String example) {

    static Parameter path(String name, String description, Schema schema, String example) {
        return new Parameter(name, "path", name, description, schema, example);
    }

    static Parameter query(String name, String description, Schema schema, String example) {
        return new Parameter(name, "query", name, description, schema, example);
    }

    static Parameter header(String name, String description, Schema schema, String example) {
        return new Parameter(name, "header", name, description, schema, example);
    }

    /** The same, where another parameter has the name already. */
    Parameter as(String otherComponent) {
        return new Parameter(otherComponent, in, name, description, schema, example);
    }

    void writeTo(JsonWriter json) {
        json.text("name", name)
                .text("in", in)
                .text("description", description)
                .flag("required", in.equals("path"))
                .object("schema", schema::writeTo)
                .json("example", example);
    }
}
