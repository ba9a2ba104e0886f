package dev.orderstream.command;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.Sequence;
import dev.orderstream.eventsourcing.Document.Text;
import dev.orderstream.http.Headers;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Principal;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.http.RequestFields;
import dev.orderstream.http.Route;
import dev.orderstream.http.Scope;
import dev.orderstream.orders.Available;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.StockDelta;
import dev.orderstream.orders.Texts;
import dev.orderstream.testkit.FuzzedInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Any bytes as the body of a command: it is read, or refused with a problem of 400 or 422. */
public final class BodyTarget {

    private static final OrderCurrency EURO = new OrderCurrency("EUR");
    private static final Route ROUTE =
            new Route("POST", "/orders", Route.Target.COMMAND, Scope.WRITE);

    /** By their numbers the choices at the beginning of an input. */
    private static final List<String> PARAMETERS =
            List.of("product_id", "quantity", "unit_price", "price", "unknown");

    private BodyTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzedInput input = new FuzzedInput(bytes);
        int kind = input.choice(6);
        try {
            Fields sent =
                    switch (kind) {
                        case 0 -> CreateOrderRequest.of(body(input), EURO).sent();
                        case 1 -> ItemRequest.of(body(input)).sent();
                        case 2 -> StatusRequest.of(body(input)).sent();
                        case 3 -> ItemRequest.of(query(input)).sent();
                        case 4 -> stock(body(input));
                        default -> name(body(input));
                    };
            // What is taken can be stored, and told apart from anything else.
            checkTexts(sent);
            CommandHash.of("Any", "Order-1", sent);
        } catch (ProblemException refused) {
            int status = refused.problem().status();
            if (status != 400 && status != 422) {
                throw refused;
            }
        }
    }

    private static void checkTexts(Document taken) {
        switch (taken) {
            case Text(String text) when !StandardCharsets.UTF_8.newEncoder().canEncode(text) ->
                    throw new AssertionError("half a character");
            case Fields fields -> fields.values().values().forEach(BodyTarget::checkTexts);
            case Sequence sequence -> sequence.values().forEach(BodyTarget::checkTexts);
            case Text text -> {}
            case Decimal decimal -> {}
        }
    }

    private static Fields stock(HttpCall call) {
        RequestFields body = RequestFields.ofBody(call).only("available", "delta", "reason");
        body.number("available", Available::of);
        body.number("delta", StockDelta::of);
        body.optionalText("reason", text -> Texts.check(text, 100));
        body.check();
        return body.accepted();
    }

    private static Fields name(HttpCall call) {
        RequestFields body = RequestFields.ofBody(call).only("name");
        body.text("name", text -> Texts.check(text, 200));
        body.check();
        return body.accepted();
    }

    private static HttpCall body(FuzzedInput input) {
        return call(new QueryParameters(Map.of()), ByteBuffer.wrap(input.rest()));
    }

    private static HttpCall query(FuzzedInput input) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        while (input.hasMore()) {
            String name = PARAMETERS.get(input.choice(PARAMETERS.size()));
            values.put(name, List.of(input.text(60)));
        }
        return call(new QueryParameters(values), ByteBuffer.allocate(0));
    }

    private static HttpCall call(QueryParameters query, ByteBuffer body) {
        return new HttpCall(
                ROUTE,
                Map.of(),
                query,
                new Headers(Map.of()),
                body,
                new Principal(null, null, Set.of(Scope.ADMIN.word())),
                "/orders",
                "",
                "request-1",
                "correlation-1");
    }
}
