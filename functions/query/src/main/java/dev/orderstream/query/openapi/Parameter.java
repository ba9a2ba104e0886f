package dev.orderstream.query.openapi;

import dev.orderstream.http.JsonWriter;
import java.util.Locale;

/**
 * A parameter or a header of requests.
 *
 * @param component the name by which operations refer to it
 * @param required whether no request may leave it out
 * @param example as JSON
 */
record Parameter(
        String component,
        Place place,
        String name,
        String description,
        Schema schema,
        boolean required,
        String example) {

    /** Where in a request it stands. */
    enum Place {
        PATH,
        QUERY,
        HEADER
    }

    static Parameter path(String name, String description, Schema schema, String example) {
        return new Parameter(name, Place.PATH, name, description, schema, true, example);
    }

    static Parameter query(String name, String description, Schema schema, String example) {
        return new Parameter(name, Place.QUERY, name, description, schema, false, example);
    }

    static Parameter header(String name, String description, Schema schema, String example) {
        return new Parameter(name, Place.HEADER, name, description, schema, false, example);
    }

    /** The same, where another parameter has the name already. */
    Parameter as(String otherComponent) {
        return new Parameter(otherComponent, place, name, description, schema, required, example);
    }

    /** The same, which must be there. */
    Parameter mandatory() {
        return new Parameter(component, place, name, description, schema, true, example);
    }

    void writeTo(JsonWriter json) {
        json.text("name", name)
                .text("in", place.name().toLowerCase(Locale.ROOT))
                .text("description", description)
                .flag("required", required)
                .object("schema", schema::writeTo)
                .json("example", example);
    }
}
