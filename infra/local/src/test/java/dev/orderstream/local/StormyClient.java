package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.local.MeantOrders.Change;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that repeats each command, by its key, until it has a definite answer, and sometimes
 * once more.
 */
final class StormyClient {

    private static final int TRIES_MAX = 60;
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final Pattern ORDER = Pattern.compile("\"order_id\":\"([^\"]+)\"");

    private final HttpClient http;
    private final URI api;
    private final MeantOrders meant;
    private final List<String> orders;
    private final RandomGenerator random;
    private final String name;
    private int commands;

    /**
     * Makes a client.
     *
     * @param orders those of all clients, who add theirs
     */
    StormyClient(
            HttpClient http,
            URI api,
            MeantOrders meant,
            List<String> orders,
            RandomGenerator random,
            String name) {
        this.http = http;
        this.api = api;
        this.meant = meant;
        this.orders = orders;
        this.random = random;
        this.name = name;
    }

    void sendSomeCommand() {
        if (orders.isEmpty() || random.nextInt(4) == 0) {
            create();
        } else {
            change(orders.get(random.nextInt(orders.size())));
        }
    }

    private void create() {
        Change.Created created =
                new Change.Created(
                        "c-" + random.nextInt(5), 1 + random.nextInt(3), quantity(), price());
        String item = item(created.quantity(), created.price());
        String body =
                """
                {"customer_id": "%s", "currency": "EUR", "items": [%s],
                 "shipping_address": {"line1": "1 Main Street", "city": "Berlin", "country": "DE"}}
                """
                        .formatted(
                                created.customer(),
                                String.join(
                                        ", ",
                                        List.of(item, item, item).subList(0, created.lines())));
        send("POST", "/orders", body)
                .ifPresent(answer -> {
                    String order = found(ORDER, answer);
                    meant.answered(order, version(answer), created);
                    orders.add(order);
                });
    }

    private void change(String order) {
        String path = "/orders/" + order;
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> {
                Change.Added added = new Change.Added(quantity(), price());
                send("POST", path + "/items", item(added.quantity(), added.price()))
                        .ifPresent(answer -> meant.answered(order, version(answer), added));
            }
            case 4, 5, 6 -> {
                Change.Removed removed = new Change.Removed(1 + random.nextInt(5));
                send("DELETE", path + "/items/" + removed.line(), "")
                        .ifPresent(answer -> meant.answered(order, version(answer), removed));
            }
            case 7, 8 -> become(order, random.nextBoolean() ? "shipped" : "delivered");
            default -> become(order, "cancelled");
        }
    }

    private void become(String order, String status) {
        send("PUT", "/orders/" + order + "/status", "{\"status\": \"" + status + "\"}")
                .ifPresent(answer ->
                        meant.answered(order, version(answer), new Change.Became(status)));
    }

    /** The body of a success; empty where the command was definitely refused. */
    private Optional<String> send(String method, String path, String body) {
        String key = name + "-" + ++commands;
        HttpResponse<String> answer = untilDefinite(method, path, body, key);
        if (answer.statusCode() >= 300) {
            assertThat(answer.statusCode()).as(answer.body()).isIn(404, 409);
            return Optional.empty();
        }
        if (random.nextInt(10) == 0) {
            HttpResponse<String> repeated = untilDefinite(method, path, body, key);
            assertThat(repeated.body()).as("a repeat of %s", key).isEqualTo(answer.body());
        }
        return Optional.of(answer.body());
    }

    private HttpResponse<String> untilDefinite(
            String method, String path, String body, String key) {
        HttpRequest request =
                HttpRequest.newBuilder(api.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 503) {
                    return answer;
                }
            } catch (IOException e) {
                throw new AssertionError("the gateway is not stormy", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("told to stop", e);
            }
        }
        throw new AssertionError("no definite answer to " + method + " " + path);
    }

    private static String item(int quantity, BigDecimal price) {
        return """
        {"product_id": "sku-1", "quantity": %d, "unit_price": "%s"}\
        """
                .formatted(quantity, price);
    }

    private int quantity() {
        return 1 + random.nextInt(9);
    }

    private BigDecimal price() {
        return BigDecimal.valueOf(random.nextInt(100_000), 2);
    }

    private static long version(String answer) {
        return Long.parseLong(found(VERSION, answer));
    }

    private static String found(Pattern pattern, String answer) {
        Matcher matcher = pattern.matcher(answer);
        assertThat(matcher.find()).as("%s in %s", pattern, answer).isTrue();
        return matcher.group(1);
    }
}
