package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.http.RouteTable.Match;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private static final Route ORDER = route("GET", "/orders/{order_id}");
    private static final Route SEARCH = route("GET", "/orders/search");
    private static final Route CANCEL = route("DELETE", "/orders/{order_id}");
    private final RouteTable table = new RouteTable(List.of(ORDER, SEARCH, CANCEL));

    @Test
    void variables_are_read_from_the_path() {
        assertThat(table.find("GET", "/orders/o-1"))
                .isEqualTo(new Match.Found(ORDER, Map.of("order_id", "o-1")));
    }

    @Test
    void a_literal_wins_over_a_variable_whatever_the_method() {
        assertThat(table.find("GET", "/orders/search"))
                .isEqualTo(new Match.Found(SEARCH, Map.of()));
        assertThat(table.find("DELETE", "/orders/search"))
                .isInstanceOfSatisfying(
                        Match.WrongMethod.class,
                        wrong -> assertThat(wrong.allowed()).containsExactly("GET", "HEAD"));
    }

    @Test
    void two_routes_for_the_same_requests_are_refused() {
        assertThatThrownBy(() -> new RouteTable(List.of(ORDER, route("GET", "/orders/{id}"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /orders/{order_id} and GET /orders/{id}");
    }

    @Test
    void head_is_found_where_get_is() {
        assertThat(table.find("HEAD", "/orders/o-1"))
                .isEqualTo(new Match.Found(ORDER, Map.of("order_id", "o-1")));
    }

    @Test
    void a_method_that_a_path_does_not_know_brings_those_that_it_does() {
        assertThat(table.find("PATCH", "/orders/o-1"))
                .isInstanceOfSatisfying(
                        Match.WrongMethod.class,
                        wrong ->
                                assertThat(wrong.allowed())
                                        .containsExactly("DELETE", "GET", "HEAD"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/orders",
                "/orders/",
                "/orders//",
                "/orders/a/b",
                "/Orders/a",
                "//orders/a"
            })
    void anything_else_is_unknown(String path) {
        assertThat(table.find("GET", path)).isEqualTo(new Match.Unknown());
    }

    private static Route route(String method, String template) {
        return new Route(method, template, Route.Target.QUERY, Scope.READ);
    }
}
