package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls that go as far as they can without asking any table: each route's with a parameter or a
 * member that it does not know, which is refused last before that, and as it should be, those that
 * need no table.
 */
final class PrimingCalls {

    private static final String UNKNOWN = "priming";

    private PrimingCalls() {}

    static List<APIGatewayV2HTTPEvent> of(Route.Target target) {
        return Routes.TABLE.routes().stream()
                .filter(route -> route.target() == target)
                .flatMap(PrimingCalls::calls)
                .toList();
    }

    private static Stream<APIGatewayV2HTTPEvent> calls(Route route) {
        if (route.reads(Route.Input.BODY)) {
            return Stream.of(call(route, "", "{\"%s\": true}".formatted(UNKNOWN)));
        }
        return route.scope() == Scope.NONE
                ? Stream.of(call(route, "", null), call(route, UNKNOWN + "=1", null))
                : Stream.of(call(route, UNKNOWN + "=1", null));
    }

    private static APIGatewayV2HTTPEvent call(Route route, String query, @Nullable String body) {
        String path = route.template().replaceAll("\\{[^}]*}", UNKNOWN);
        var jwt =
                RequestContext.Authorizer.JWT
                        .builder()
                        .withClaims(Map.of("sub", UNKNOWN, "scope", Scope.ADMIN.word()))
                        .build();
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRouteKey(route.key())
                .withRawPath(path)
                .withRawQueryString(query)
                .withHeaders(body == null ? Map.of() : Map.of("content-type", "application/json"))
                .withBody(body)
                .withRequestContext(
                        RequestContext.builder()
                                .withRequestId(UNKNOWN)
                                .withStage("$default")
                                .withHttp(
                                        RequestContext.Http.builder()
                                                .withMethod(route.method())
                                                .withPath(path)
                                                .build())
                                .withAuthorizer(
                                        RequestContext.Authorizer.builder().withJwt(jwt).build())
                                .build())
                .build();
    }
}
