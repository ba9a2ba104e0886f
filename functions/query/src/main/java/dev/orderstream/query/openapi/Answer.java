package dev.orderstream.query.openapi;

import dev.orderstream.http.Route;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers where nothing is wrong.
 *
 * @param content null: there is no body
 */
record Answer(int status, String description, @Nullable Content content, List<Header> headers) {

    Answer {
        headers = List.copyOf(headers);
    }

    /**
     * A body.
     *
     * @param example as JSON
     */
    record Content(String mediaType, Schema schema, String example) {}

    static Answer json(int status, String description, Component component, String example) {
        return new Answer(
                status, description, new Content(Route.JSON, component.ref(), example), List.of());
    }

    Answer with(Header... more) {
        return new Answer(
                status,
                description,
                content,
                Stream.concat(headers.stream(), Stream.of(more)).toList());
    }
}
