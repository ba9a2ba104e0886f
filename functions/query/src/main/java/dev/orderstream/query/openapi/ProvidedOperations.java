package dev.orderstream.query.openapi;

import dev.orderstream.http.Route;
import dev.orderstream.query.openapi.Operation.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is known of a route that a module beside the service's own has added: little. */
final class ProvidedOperations {

    private ProvidedOperations() {}

    static Operation of(Route route) {
        Operation operation =
                Operation.of(
                                Tag.MODULES,
                                route.key(),
                                id(route),
                                route.key(),
                                "Its module says what it takes and answers.")
                        .answering(
                                new Answer(
                                        200,
                                        "What the module answers.",
                                        new Answer.Content(route.mediaType(), Schema.any(), "{}"),
                                        List.of()));
        return route.reads(Route.Input.BODY)
                ? operation.withOptionalBody(Schema.any(), "empty", "{}")
                : operation;
    }

    /** {@code GET /coupons/{coupon_id}} is {@code getCouponsCouponId}. */
    private static String id(Route route) {
        return route.method().toLowerCase(Locale.ROOT)
                + Arrays.stream(route.template().split("[^A-Za-z0-9]+"))
                        .filter(word -> !word.isEmpty())
                        .map(word ->
                                word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
