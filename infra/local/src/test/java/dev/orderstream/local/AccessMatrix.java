package dev.orderstream.local;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who may do what, as a table: a line for each call, a column for each caller, in the cells the
 * status of the answer, and 0 for a list that is answered and empty. A route may have several
 * lines, each with a word of its own in brackets.
 */
final class AccessMatrix {

    /** The callers, in the order of the columns. */
    enum Caller {
        /** Without a token. */
        NOBODY,
        /** With the owner's token of yesterday. */
        EXPIRED,
        /** The owner, with a token for the other half of the routes. */
        WRONG_SCOPE,
        /** A customer whose thing it is not. */
        OTHER,
        /** With a token to read and write, but without a customer. */
        CUSTOMERLESS,
        /** The customer whose thing it is. */
        OWNER,
        ADMIN
    }

    private static final String TABLE =
            """
            call                                                nobody expired scope other  none  owner admin
            GET    /health                                         200     200   200   200   200    200   200
            GET    /openapi                                        200     200   200   200   200    200   200
            GET    /docs                                           200     200   200   200   200    200   200
            GET    /docs/reference.js                              200     200   200   200   200    200   200
            GET    /docs/swagger-ui.js                             200     200   200   200   200    200   200
            GET    /docs/swagger-ui.css                            200     200   200   200   200    200   200

            POST   /orders                                         401     401   403   403   403    201   201
            POST   /orders/{order_id}/items                        401     401   403   404   403    200   200
            POST   /orders/{order_id}/items (query)                401     401   403   404   403    200   200
            POST   /orders/{order_id}/items (If-Match)             401     401   403   412   403    200   200
            DELETE /orders/{order_id}/items/{line}                 401     401   403   404   403    200   200
            DELETE /orders/{order_id}                              401     401   403   404   403    200   200
            DELETE /orders/{order_id} (If-Match)                   401     401   403   412   403    200   200
            PUT    /orders/{order_id}/status (cancelled)           401     401   403   404   403    200   200
            PUT    /orders/{order_id}/status (shipped)             401     401   403   403   403    403   200
            PUT    /customers/{customer_id}                        401     401   403   404   403    201   201
            PUT    /products/{product_id}/stock                    401     401   403   403   403    403   201
            POST   /products/{product_id}/stock/adjustments        401     401   403   403   403    403   200

            GET    /orders/{order_id}                              401     401   403   404   403    200   200
            GET    /orders/{order_id} (wait)                       401     401   403   404   403    200   200
            GET    /orders/{order_id}/history                      401     401   403   404   403    200   200
            GET    /orders/search (words)                          401     401   403     0   403    200   200
            GET    /orders/search (order)                          401     401   403     0   403    200   200
            GET    /orders/search (customer)                       401     401   403   403   403    200   200
            GET    /customers/{customer_id}                        401     401   403   404   403    200   200
            GET    /customers/{customer_id}/orders                 401     401   403   404   403    200   200
            GET    /products/{product_id}/stock                    401     401   403   200   200    200   200

            GET    /projections                                    401     401   403   403   403    403   200
            POST   /projections/rebuilds                           401     401   403   403   403    403   202
            POST   /projections/verifications                      401     401   403   403   403    403   202
            GET    /operations/{operation_id}                      401     401   403   403   403    403   200
            POST   /operations/{operation_id}/abort                401     401   403   403   403    403   200
            GET    /parked                                         401     401   403   403   403    403   200
            POST   /parked/replay                                  401     401   403   403   403    403   200
            POST   /parked/{stream_id}/replay                      401     401   403   403   403    403   404
            DELETE /parked/{stream_id}                             401     401   403   403   403    403   404
            """;

    /** A line of the table: {@code route} is the key of a route, {@code call} that and the word. */
    record Line(String route, String call, Map<Caller, Integer> expected) {

        private static Line of(String text) {
            List<String> words = List.of(text.strip().split("\\s+", -1));
            List<Caller> callers = List.of(Caller.values());
            int cells = words.size() - callers.size();
            Map<Caller, Integer> expected = new EnumMap<>(Caller.class);
            for (int i = 0; i < callers.size(); i++) {
                expected.put(callers.get(i), Integer.valueOf(words.get(cells + i)));
            }
            return new Line(
                    String.join(" ", words.subList(0, 2)),
                    String.join(" ", words.subList(0, cells)),
                    expected);
        }

        String method() {
            return route.substring(0, route.indexOf(' '));
        }

        String template() {
            return route.substring(route.indexOf(' ') + 1);
        }
    }

    private AccessMatrix() {}

    static List<Line> lines() {
        return TABLE.lines().skip(1).filter(text -> !text.isBlank()).map(Line::of).toList();
    }
}
