package dev.orderstream.query;

import dev.orderstream.http.CursorKeys;
import dev.orderstream.http.Cursors;
import dev.orderstream.http.Headers;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Principal;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.http.Route;
import dev.orderstream.http.Scope;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderPlace;
import dev.orderstream.orders.OrderQuery.HistoryPlace;
import dev.orderstream.orders.OrderSearch;
import dev.orderstream.testkit.FuzzedInput;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Any text as a cursor: taken is only what was made for the same list, by the key. */
public final class CursorTarget {

    private static final OrderCursors CURSORS =
            new OrderCursors(new Cursors(CursorKeys.parse("k:" + "A".repeat(43))));
    private static final OrderCursors OTHERS =
            new OrderCursors(new Cursors(CursorKeys.parse("k:" + "B".repeat(43))));

    private static final OrderPlace PLACE =
            new OrderPlace(
                    Instant.parse("2026-11-21T09:00:00.123Z"),
                    new OrderId("0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e1f"));
    private static final List<String> FILTERS = List.of("pending", "desc");
    private static final HttpCall LIST = call("/customers/{customer_id}/orders", "customer_id");
    private static final HttpCall SEARCH = call("/orders/search", "none");
    private static final HttpCall HISTORY = call("/orders/{order_id}/history", "order_id");

    private static final String OF_LIST = CURSORS.ofList(LIST, FILTERS, PLACE, 20);
    private static final String OF_SEARCH =
            CURSORS.ofSearch(
                    SEARCH,
                    FILTERS,
                    new OrderSearch.Position(
                            new OrderSearch.Place(BigDecimal.TEN, PLACE),
                            20,
                            new OrderSearch.Count(290, false)));
    private static final String OF_HISTORY = CURSORS.ofHistory(HISTORY, new HistoryPlace(7, 1));

    private static final List<String> TRUE_ONES =
            List.of(
                    OF_LIST,
                    OF_SEARCH,
                    OF_HISTORY,
                    OTHERS.ofList(LIST, FILTERS, PLACE, 20),
                    OTHERS.ofHistory(HISTORY, new HistoryPlace(7, 1)));

    private CursorTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzedInput input = new FuzzedInput(bytes);
        String cursor =
                switch (input.choice(4)) {
                    case 0 -> new String(input.rest(), StandardCharsets.ISO_8859_1);
                    case 1 -> encoded(input.rest());
                    case 2 -> changed(input);
                    default -> respelled(input);
                };
        check(cursor, OF_LIST, () -> CURSORS.list(LIST, FILTERS, cursor, 20));
        check(cursor, OF_SEARCH, () -> CURSORS.search(SEARCH, FILTERS, cursor, 20));
        check(cursor, OF_HISTORY, () -> CURSORS.history(HISTORY, cursor));
        refused(() -> CURSORS.list(LIST, List.of("pending", "asc"), cursor, 20));
    }

    /** A true one, with some of its bytes changed or its end missing. */
    private static String changed(FuzzedInput input) {
        String chosen = TRUE_ONES.get(input.choice(TRUE_ONES.size()));
        byte[] sealed = Base64.getUrlDecoder().decode(chosen);
        while (input.hasMore()) {
            sealed[input.choice(256) % sealed.length] ^= (byte) input.choice(256);
        }
        return encoded(sealed);
    }

    /** A true one with characters put in, or behind it. */
    private static String respelled(FuzzedInput input) {
        String chosen = TRUE_ONES.get(input.choice(TRUE_ONES.size()));
        int at = Math.max(0, chosen.length() - input.choice(2) * input.choice(256));
        return chosen.substring(0, at)
                + new String(input.rest(), StandardCharsets.ISO_8859_1)
                + chosen.substring(at);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void check(String cursor, String trueOne, Supplier<Object> open) {
        if (cursor.equals(trueOne)) {
            var _ = open.get();
        } else {
            refused(open);
        }
    }

    private static void refused(Supplier<Object> open) {
        Object place;
        try {
            place = open.get();
        } catch (ProblemException refused) {
            if (refused.problem().type() == ProblemType.INVALID_CURSOR) {
                return;
            }
            throw refused;
        }
        throw new AssertionError("taken for " + place);
    }

    private static HttpCall call(String template, String variable) {
        return new HttpCall(
                new Route("GET", template, Route.Target.QUERY, Scope.READ),
                Map.of(variable, "c-1"),
                new QueryParameters(Map.of()),
                new Headers(Map.of()),
                ByteBuffer.allocate(0),
                new Principal(null, null, Set.of(Scope.ADMIN.word())),
                template,
                "",
                "request-1",
                "correlation-1");
    }
}
