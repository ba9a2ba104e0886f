package dev.orderstream.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpMethod;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@MicronautTest(startApplication = false)
@Property(name = "orderstream.function", value = "reference")
class RoutesTest {

    @Inject Router router;

    @Test
    void the_controllers_serve_just_the_routes_of_the_table() {
        assertThat(
                        router.uriRoutes()
                                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                                .map(route ->
                                        route.getHttpMethod() + " " + route.getUriMatchTemplate())
                                .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Routes.TABLE.routes().stream()
                                .filter(route -> route.target() == Route.Target.REFERENCE)
                                .map(Route::key)
                                .toList());
    }
}
