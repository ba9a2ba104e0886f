package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.ViewStore.Span;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;

/** Reads a part of a partition, from whatever table or index it is in. Eventually consistent. */
record SpanQuery(String partition, Span span) {

    /**
     * @param query how a page is asked for
     * @param place where an item stands
     */
    <T> List<T> read(
            Function<QueryEnhancedRequest, SdkIterable<Page<T>>> query, Function<T, String> place) {
        QueryConditional condition = condition();
        if (condition == null) {
            return List.of();
        }
        QueryEnhancedRequest request =
                QueryEnhancedRequest.builder()
                        .queryConditional(condition)
                        .scanIndexForward(span.ascending())
                        .limit(limit())
                        .build();
        return Faults.reading(() ->
                query.apply(request).stream()
                        .flatMap(page -> page.items().stream())
                        .filter(item -> span.has(place.apply(item)))
                        .limit(span.max())
                        .toList());
    }

    /** What {@code BETWEEN} has besides are the two ends themselves. */
    private int limit() {
        return isBetween() ? Math.addExact(span.max(), 2) : span.max();
    }

    private boolean isBetween() {
        return span.after() != null && span.before() != null;
    }

    /** Null where nothing can be between the two ends, which DynamoDB would refuse. */
    private @Nullable QueryConditional condition() {
        String lower = span.ascending() ? span.after() : span.before();
        String upper = span.ascending() ? span.before() : span.after();
        if (lower != null && upper != null) {
            return lower.compareTo(upper) < 0
                    ? QueryConditional.sortBetween(key(lower), key(upper))
                    : null;
        }
        if (lower != null) {
            return QueryConditional.sortGreaterThan(key(lower));
        }
        return upper != null
                ? QueryConditional.sortLessThan(key(upper))
                : QueryConditional.keyEqualTo(Key.builder().partitionValue(partition).build());
    }

    private Key key(String place) {
        return Key.builder().partitionValue(partition).sortValue(place).build();
    }
}
