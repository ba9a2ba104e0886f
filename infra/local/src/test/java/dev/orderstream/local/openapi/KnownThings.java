package dev.orderstream.local.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a walk's own requests have made, so that others can be for it. Names carry the walk's seed:
 * no walk depends on what another did.
 */
final class KnownThings {

    private static final int NAMES_OF_A_KIND = 4;

    /** The last few are chosen, or none would get far. */
    private static final int RECENT = 3;

    private final RandomGenerator random;
    private final String walk;
    private final List<KnownOrder> orders = new ArrayList<>();
    private final List<String> operations = new ArrayList<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final List<String> tags = new ArrayList<>();
    private final List<FuzzedRequest> continuations = new ArrayList<>();
    private final List<FuzzedRequest> withKeys = new ArrayList<>();
    private final List<FuzzedRequest> answered = new ArrayList<>();

    KnownThings(long seed, RandomGenerator random) {
        this.random = random;
        this.walk = Long.toString(seed);
    }

    record KnownOrder(String id, String currency) {
        String stream() {
            return "Order-" + id;
        }
    }

    /** What an answer tells. */
    void learn(FuzzedRequest request, @Nullable JsonNode sent, JsonNode answer, String tag) {
        if (answer.has("stream_id")) {
            String stream = answer.get("stream_id").asString();
            versions.put(stream, answer.get("version").asInt());
            // What has changed is looked at next.
            orders.stream()
                    .filter(order -> order.stream().equals(stream))
                    .findFirst()
                    .ifPresent(order -> {
                        orders.remove(order);
                        orders.add(order);
                    });
        }
        if (answer.path("status").asString("").equals("pending") && answer.has("stream_id")) {
            String currency = sent == null ? "EUR" : sent.path("currency").asString("EUR");
            orders.add(new KnownOrder(answer.get("order_id").asString(), currency));
        }
        if (answer.has("kind")) {
            operations.add(answer.get("id").asString());
        }
        if (answer.path("next_cursor").isString()) {
            continuations.add(
                    request.query(
                                    request.query().stream()
                                            .filter(each -> !each.matches("(page|cursor)=.*"))
                                            .toList())
                            .and("cursor=" + answer.get("next_cursor").asString()));
        }
        if (!tag.isEmpty()) {
            tags.add(tag);
            if (request.method().equals("GET")) {
                answered.add(request.without("If-None-Match").header("If-None-Match: " + tag));
            }
        }
        if (request.headers().stream().anyMatch(line -> line.startsWith("Idempotency-Key: "))) {
            withKeys.add(request);
        }
    }

    /** An order of this walk; one that never was where there is none yet, and now and then. */
    KnownOrder order() {
        return orders.isEmpty() || random.nextInt(20) == 0
                ? new KnownOrder(new UUID(random.nextLong(), random.nextLong()).toString(), "EUR")
                : recent(orders);
    }

    /** A rebuild or a verification; one that never was where there is none yet. */
    String operation() {
        return operations.isEmpty()
                ? new UUID(0, random.nextLong()).toString()
                : recent(operations);
    }

    String customer() {
        return "c-%s.%d".formatted(walk, random.nextInt(NAMES_OF_A_KIND));
    }

    String product() {
        return "p~%s_%d".formatted(walk, random.nextInt(NAMES_OF_A_KIND));
    }

    /** One that some stream of its kind has, or the next one. */
    int version(String stream) {
        return Math.max(1, versions.getOrDefault(stream, 0) + (random.nextInt(8) == 0 ? 1 : 0));
    }

    String key() {
        return "k-%s-%d".formatted(walk, random.nextInt(1_000_000));
    }

    @Nullable String tag() {
        return tags.isEmpty() ? null : recent(tags);
    }

    /** A list gone on with, where there is one with more to come. */
    @Nullable FuzzedRequest continuation() {
        return continuations.isEmpty() ? null : recent(continuations);
    }

    /** A query with the tag of its answer. */
    @Nullable FuzzedRequest answered() {
        return answered.isEmpty() ? null : recent(answered);
    }

    /** A command that was sent with a key. */
    @Nullable FuzzedRequest withKey() {
        return withKeys.isEmpty() ? null : recent(withKeys);
    }

    private <T> T recent(List<T> some) {
        int back = random.nextBoolean() ? 0 : random.nextInt(Math.min(RECENT, some.size()));
        return some.get(some.size() - 1 - back);
    }
}
