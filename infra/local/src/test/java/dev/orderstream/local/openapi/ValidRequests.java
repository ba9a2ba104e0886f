package dev.orderstream.local.openapi;

import dev.orderstream.http.Routes;
import dev.orderstream.local.openapi.DescribedOperation.Parameter;
import dev.orderstream.local.openapi.FuzzedRequest.Expected;
import dev.orderstream.local.openapi.KnownThings.KnownOrder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Requests that are all as the document says, for things that are there. */
final class ValidRequests {

    /** How often an operation is chosen that is about things, and one that is not. */
    private static final int WEIGHT = 5;

    private static final int WEIGHT_OF_TEXTS = 1;

    /** Of those that shall be seen more often, or not so soon. */
    private static final Map<String, Integer> WEIGHTS =
            Map.of(
                    "changeOrderStatus", 10,
                    "getOrderHistory", 8,
                    "cancelOrder", 2,
                    "startVerification", 5,
                    "abortOperation", 2,
                    "getOperation", 2,
                    "replayParkedStream", 1,
                    "discardParked", 1);

    private static final Set<String> AWAITED = Set.of("expected_version", "stream_id", "timeout");
    private static final int WAIT_MS_MAX = 150;

    private final RandomGenerator random;
    private final KnownThings things;
    private final FuzzedValues values;
    private final List<DescribedOperation> operations = new ArrayList<>();

    ValidRequests(
            ApiDescription api, RandomGenerator random, KnownThings things, FuzzedValues values) {
        this.random = random;
        this.things = things;
        this.values = values;
        for (DescribedOperation operation : api.operations()) {
            boolean ofThings = operation.template().matches(".*(orders|\\{).*");
            int weight = WEIGHTS.getOrDefault(operation.id(), ofThings ? WEIGHT : WEIGHT_OF_TEXTS);
            for (int i = 0; i < weight; i++) {
                operations.add(operation);
            }
        }
    }

    /**
     * A request, and what others are made of.
     *
     * @param json the body, if there is one
     */
    record Made(FuzzedRequest request, DescribedOperation operation, @Nullable JsonNode json) {}

    Made next() {
        DescribedOperation operation = operations.get(random.nextInt(operations.size()));
        KnownOrder order = things.order();
        Map<String, String> path = new LinkedHashMap<>();
        for (Parameter parameter : operation.parameters("path")) {
            path.put(
                    parameter.name(),
                    switch (parameter.name()) {
                        case "order_id" -> order.id();
                        case "operation_id" -> things.operation();
                        case "stream_id" -> order.stream();
                        case "line" -> Integer.toString(random.nextInt(1, 5));
                        default -> values.parameter(parameter, order.currency());
                    });
        }
        String filled = operation.template();
        for (Map.Entry<String, String> variable : path.entrySet()) {
            filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        String prefix = random.nextInt(8) == 0 ? Routes.PREFIX : "";
        JsonNode body = body(operation, order);
        List<String> query = body == null ? query(operation, order, path) : List.of();
        boolean head = operation.method().equals("GET") && random.nextInt(12) == 0;
        FuzzedRequest request =
                new FuzzedRequest(
                        head ? "HEAD" : operation.method(),
                        prefix + filled,
                        query,
                        headers(operation, stream(operation, path)),
                        "",
                        Expected.TAKEN,
                        operation.id());
        return new Made(
                body == null
                        ? request
                        : request.body(body.toString()).header("Content-Type: application/json"),
                operation,
                body);
    }

    private @Nullable JsonNode body(DescribedOperation operation, KnownOrder order) {
        // An item may come as parameters as well.
        boolean none =
                !operation.hasBody()
                        || (!operation.parameters("query").isEmpty() && random.nextInt(3) == 0);
        return none ? null : values.body(operation.bodySchema(), order.currency());
    }

    /** The stream that the path names, if it does. */
    private static @Nullable String stream(DescribedOperation operation, Map<String, String> path) {
        if (Story.LISTS.contains(operation.id()) || path.isEmpty()) {
            return null;
        }
        return path.containsKey("order_id")
                ? "Order-" + path.get("order_id")
                : path.containsKey("product_id")
                        ? "Stock-" + path.get("product_id")
                        : "Customer-" + path.get("customer_id");
    }

    private List<String> headers(DescribedOperation operation, @Nullable String stream) {
        List<String> headers = new ArrayList<>();
        for (Parameter header : operation.parameters("header")) {
            if (random.nextInt(4) == 0) {
                String value =
                        switch (header.name()) {
                            case "If-Match" ->
                                    operation.method().equals("GET")
                                            ? "*"
                                            : "\"%d%s\""
                                                    .formatted(
                                                            things.version(String.valueOf(stream)),
                                                            random.nextBoolean() ? "" : "-0a");
                            case "If-None-Match" -> operation.method().equals("GET") ? tags() : "*";
                            default -> values.parameter(header, "EUR");
                        };
                headers.add(header.name() + ": " + value);
            }
        }
        return headers;
    }

    private String tags() {
        String known = things.tag();
        return known == null ? "\"1-0a\"" : random.nextBoolean() ? known : "\"x\", W/" + known;
    }

    private List<String> query(
            DescribedOperation operation, KnownOrder order, Map<String, String> path) {
        Map<String, String> chosen = new LinkedHashMap<>();
        List<String> always = Story.ALWAYS.getOrDefault(operation.id(), List.of());
        for (Parameter parameter : operation.parameters("query")) {
            boolean wanted = random.nextInt(4) == 0 || always.contains(parameter.name());
            // A cursor is only right where its list is gone on with.
            if (wanted && !parameter.name().equals("cursor")) {
                chosen.put(parameter.name(), values.parameter(parameter, order.currency()));
            }
        }
        if (operation.id().equals("addOrderItem")) {
            chosen.clear();
            String price = random.nextInt(4) == 0 ? "price" : "unit_price";
            for (String name : List.of("product_id", "quantity", price)) {
                chosen.put(name, values.parameter(operation.parameter(name), order.currency()));
            }
        }
        awaited(operation, chosen, stream(operation, path));
        ordered(chosen, "min_total", "max_total");
        ordered(chosen, "created_from", "created_to");
        if (chosen.containsKey("page")) {
            chosen.put("page", Integer.toString(random.nextInt(1, 5)));
        }
        return chosen.entrySet().stream()
                .map(each ->
                        each.getKey()
                                + "="
                                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .toList();
    }

    /** What is waited for is mostly there soon, and never waited for long. */
    private void awaited(
            DescribedOperation operation, Map<String, String> chosen, @Nullable String implied) {
        boolean waits = chosen.keySet().removeAll(AWAITED);
        if (waits) {
            String stream =
                    implied != null
                            ? implied
                            : random.nextInt(8) == 0
                                    ? "Order-" + new UUID(0, random.nextLong())
                                    : things.order().stream();
            chosen.put("expected_version", Integer.toString(things.version(stream)));
            chosen.put("timeout", "0.%03d".formatted(random.nextInt(WAIT_MS_MAX)));
            if (Story.LISTS.contains(operation.id()) || random.nextBoolean()) {
                chosen.put("stream_id", stream);
            }
        }
    }

    /** A range that has something in it. */
    private static void ordered(Map<String, String> chosen, String from, String to) {
        if (chosen.containsKey(from) && chosen.containsKey(to)) {
            chosen.remove(to);
        }
    }
}
