package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.orderstream.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // the root, a named stage, a base path, a base path of several segments
                "POST /orders | $default | /orders | - | /orders",
                "POST /orders | prod | /prod/orders | /prod | /orders",
                "POST /orders | $default | /shop/orders | /shop | /orders",
                "POST /orders | $default | /shop/v2/orders | /shop/v2 | /orders",
                // on a custom domain, a named stage is not part of the path
                "POST /orders | prod | /orders | - | /orders",
                "POST /orders | prod | /shop/orders | /shop | /orders",
                // with the service's own prefix
                "POST /api/v1/orders | $default | /api/v1/orders | /api/v1 | /orders",
                "POST /api/v1/orders | $default | /shop/api/v1/orders | /shop/api/v1 | /orders",
                "POST /api/v1/orders | prod | /prod/api/v1/orders | /prod/api/v1 | /orders",
                // what looks like another part of the path
                "POST /orders | $default | /orders/orders | /orders | /orders",
                "POST /orders | $default | /api/v1/orders | /api/v1 | /orders",
                "POST /api/v1/orders | $default | /api/v1/api/v1/orders | /api/v1/api/v1 | /orders",
                "GET /orders/{order_id} | $default | /orders/orders | - | /orders/orders",
                "GET /orders/{order_id} | $default | /a/orders/orders | /a | /orders/orders",
                "GET /customers/{customer_id}/orders | $default | /shop/customers/shop/orders | /shop"
                        + " | /customers/shop/orders",
                "GET /customers/{customer_id} | $default | /customers/customers/customers | /customers"
                        + " | /customers/customers",
                "HEAD /orders/{order_id} | $default | /shop/orders/o-1 | /shop | /orders/o-1",
                "ANY /orders/{order_id} | $default | /shop/orders/o-1 | /shop | /orders/o-1",
                // decoded segments
                "GET /orders/{order_id} | $default | /a b/orders/x y | /a b | /orders/x y",
                "GET /orders/{order_id} | $default | /100%/orders/%41 | /100% | /orders/%41"
            })
    void the_prefix_is_what_comes_before_the_route_of_the_key(
            String key, String stage, String path, String prefix, String own) {
        RequestPath read = RequestPath.of(event(key, stage, path), path);

        assertThat(read).isEqualTo(new RequestPath(prefix == null ? "" : prefix, own));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "$default, $default, /orders/o-1, '', /orders/o-1",
                "$default, $default, /shop/orders/o-1, '', /shop/orders/o-1",
                "$default, prod, /prod/orders/o-1, /prod, /orders/o-1",
                "$default, prod, /prod/api/v1/orders/o-1, /prod/api/v1, /orders/o-1",
                "-, $default, /api/v1/orders/o-1, /api/v1, /orders/o-1",
                "-, prod, /prod/orders/o-1, /prod, /orders/o-1",
                "-, -, /orders/o-1, '', /orders/o-1",
                "ANY /{proxy+}, $default, /orders/o-1, '', /orders/o-1",
                "nonsense, $default, /orders/o-1, '', /orders/o-1",
                "'', $default, /orders/o-1, '', /orders/o-1"
            })
    void without_the_key_of_a_route_only_a_named_stage_is_known(
            String key, String stage, String path, String prefix, String own) {
        assertThat(RequestPath.of(event(key, stage, path), path))
                .isEqualTo(new RequestPath(prefix, own));
    }

    /** In a link, they would lead to another host or another path. */
    @ParameterizedTest
    @ValueSource(strings = {"//orders/o-1", "/a//orders/o-1", "/../orders/o-1", "/./orders/o-1"})
    void empty_segments_and_dots_are_no_base_path(String path) {
        RequestPath read = RequestPath.of(event("GET /orders/{order_id}", "$default", path), path);

        assertThat(read).isEqualTo(new RequestPath("", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/", "/orders", "/orders/o-1/items", "/health", "/shop/orders/"})
    void a_path_that_does_not_end_with_the_route_of_the_key_is_left_as_it_is(String path) {
        RequestPath read = RequestPath.of(event("GET /orders/{order_id}", "$default", path), path);

        assertThat(read).isEqualTo(new RequestPath("", path));
    }

    @Test
    void the_prefix_is_encoded_for_links() {
        assertThat(new RequestPath("/ä b/100%", "/orders").encodedPrefix())
                .isEqualTo("/%C3%A4%20b/100%25");
        assertThat(new RequestPath("", "/orders").encodedPrefix()).isEmpty();
    }

    private static APIGatewayV2HTTPEvent event(String key, String stage, String path) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order");
        event.setRouteKey(key);
        event.setRawPath(path);
        event.getRequestContext().setStage(stage);
        return event;
    }
}
