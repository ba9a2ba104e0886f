package dev.orderstream.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Makes what an operation's examples speak of, by the examples of other operations, and calls the
 * operation for it.
 */
final class Story {

    /** What goes only together with others. */
    static final Map<String, List<String>> COMPANIONS =
            Map.of(
                    "timeout",
                    List.of("expected_version"),
                    "stream_id",
                    List.of("expected_version"));

    /** In lists a version says nothing without its stream. */
    static final List<String> LISTS = List.of("listOrders", "searchOrders");

    /** What must be there, or one of two of which the schema of a parameter can't speak. */
    static final Map<String, List<String>> ALWAYS =
            Map.of("searchOrders", List.of("q"), "discardParked", List.of("version", "reason"));

    private static final String FIRST_LINE = "1";

    private final URI service;
    private final ApiDescription api;
    private final Supplier<String> parkedStream;

    /**
     * The story of a service.
     *
     * @param parkedStream parks one more, and names it
     */
    Story(URI service, ApiDescription api, Supplier<String> parkedStream) {
        this.service = service;
        this.api = api;
        this.parkedStream = parkedStream;
    }

    /** A call of the operation for things that are new, without a body. */
    Exchange call(DescribedOperation operation, String bodyName) {
        Exchange call = new Exchange(service, operation.method(), operation.template());
        if (operation.template().contains("{order_id}")) {
            String order = newOrder();
            call.path("order_id", order);
            if (operation.id().equals("removeOrderItem")) {
                call.path("line", FIRST_LINE);
            }
            if (bodyName.equals("deliver")) {
                done("changeOrderStatus", "ship", Map.of("order_id", order));
            }
            await(operation, "/orders/" + order);
        }
        if (operation.template().contains("{product_id}")) {
            String product = "sku-" + UUID.randomUUID();
            call.path("product_id", product);
            if (!operation.id().equals("countStock")) {
                done("countStock", "count", Map.of("product_id", product));
                await(operation, "/products/" + product + "/stock");
            }
        }
        if (operation.template().contains("{customer_id}")) {
            if (operation.id().equals("nameCustomer")) {
                call.path("customer_id", "c-" + UUID.randomUUID());
            } else {
                // That of the orders; two, so that a list of one has a cursor to more.
                newOrder();
                await(operation, "/orders/" + newOrder());
                call.path("customer_id", "c-1");
            }
        }
        if (operation.id().equals("searchOrders")) {
            newOrder();
            await(operation, "/orders/" + newOrder());
        }
        if (operation.id().matches("startRebuild|startVerification")) {
            abort(started(operation.id()));
        }
        if (operation.template().contains("{operation_id}")) {
            call.path("operation_id", aborted());
        }
        if (operation.template().contains("{stream_id}")) {
            call.path("stream_id", parkedStream.get());
        }
        ALWAYS.getOrDefault(operation.id(), List.of())
                .forEach(name -> put(call, operation.parameter(name)));
        return call;
    }

    /** The same call with one more of the parameters, and those that go with it. */
    Exchange with(Exchange call, DescribedOperation operation, DescribedOperation.Parameter added) {
        if (added.name().equals("cursor")) {
            return call.query("cursor", cursor(call));
        }
        if (operation.id().equals("addOrderItem") && added.in().equals("query")) {
            String price = added.name().equals("price") ? "price" : "unit_price";
            Stream.of("product_id", "quantity", price)
                    .forEach(name -> put(call, operation.parameter(name)));
            return call;
        }
        boolean waits = added.name().equals("expected_version");
        if (waits && LISTS.contains(operation.id())) {
            return with(call, operation, operation.parameter("stream_id"));
        }
        COMPANIONS
                .getOrDefault(added.name(), List.of())
                .forEach(name -> put(call, operation.parameter(name)));
        if (added.name().equals("timeout") && LISTS.contains(operation.id())) {
            put(call, operation.parameter("stream_id"));
        }
        put(call, added);
        return call;
    }

    private void put(Exchange call, DescribedOperation.Parameter parameter) {
        String value = parameter.name().equals("stream_id") ? stream(call) : parameter.text();
        if (parameter.in().equals("query")) {
            call.query(parameter.name(), value);
        } else {
            call.header(parameter.name(), value);
        }
    }

    /** The stream that the call is for; in a list that of a new order. */
    private String stream(Exchange call) {
        String[] segments = call.path().split("/", -1);
        return switch (segments[1]) {
            case "orders" ->
                    segments[2].equals("search") ? "Order-" + newOrder() : "Order-" + segments[2];
            case "products" -> "Stock-" + segments[2];
            default -> segments.length > 3 ? "Order-" + newOrder() : named(segments[2]);
        };
    }

    /** The customer's, who has a name from now on. */
    private String named(String customer) {
        done("nameCustomer", "name", Map.of("customer_id", customer));
        return "Customer-" + customer;
    }

    /** The id of one that runs: a new one, or the one that refused it. */
    private String started(String operationId) {
        DescribedOperation start = api.operation(operationId);
        JsonNode answer =
                ApiDescription.MAPPER.readTree(
                        new Exchange(service, start.method(), start.template()).send().body());
        return answer.path("operation_id").asString(answer.path("id").asString(""));
    }

    /** False where it has ended by itself. */
    private boolean abort(String id) {
        DescribedOperation abort = api.operation("abortOperation");
        return new Exchange(service, abort.method(), abort.template())
                        .path("operation_id", id)
                        .send()
                        .statusCode()
                == 200;
    }

    private String aborted() {
        while (true) {
            String id = started("startVerification");
            if (abort(id)) {
                return id;
            }
        }
    }

    private String cursor(Exchange call) {
        HttpResponse<String> first = call.query("page_size", "1").send();
        return ApiDescription.MAPPER.readTree(first.body()).get("next_cursor").asString();
    }

    String newOrder() {
        return done("createOrder", "order", Map.of()).get("order_id").asString();
    }

    /** Does what an example says. */
    JsonNode done(String operationId, String bodyName, Map<String, String> path) {
        DescribedOperation operation = api.operation(operationId);
        Exchange call = new Exchange(service, operation.method(), operation.template());
        path.forEach(call::path);
        JsonNode body = operation.bodies().get(bodyName);
        HttpResponse<String> answer = call.body(body).send();
        assertThat(answer.statusCode()).as(answer.body()).isIn(operation.successes());
        return ApiDescription.MAPPER.readTree(answer.body());
    }

    /** Queries find what was just written. */
    private void await(DescribedOperation operation, String path) {
        if (operation.method().equals("GET")) {
            HttpResponse<String> seen =
                    new Exchange(service, "GET", path).query("expected_version", "1").send();
            assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
        }
    }
}
