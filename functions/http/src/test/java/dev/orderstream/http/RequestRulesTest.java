package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.http.Route.Target;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRulesTest {

    private static final Route READ = new Route("GET", "/x", Target.QUERY, Scope.READ);
    private static final Route CHANGE = new Route("POST", "/x", Target.COMMAND, Scope.WRITE);
    private static final Route OPENING = CHANGE.openingStream();
    private static final Route CREATING =
            new Route("PUT", "/x", Target.COMMAND, Scope.WRITE).creatingResource();
    private static final Route UNTAGGED = new Route("GET", "/x", Target.OPERATIONS, Scope.ADMIN);
    private static final Route OPERATOR = new Route("POST", "/x", Target.OPERATIONS, Scope.ADMIN);

    /**
     * Columns: a read, one without a tag, a change, a create, a PUT that creates, an operator's.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "If-Match | \"1\" | + - + - + -",
                "If-Match | \"1\", \"2\" | + - + - + -",
                "If-Match | * | + - + - + -",
                "If-Match | W/\"1\" | + - + - + -",
                "If-Match | 1 | - - + - + -",
                "If-Match | '' | - - + - + -",
                "If-None-Match | * | + - - - + -",
                "If-None-Match | \"1\" | + - - - - -",
                "If-None-Match | W/\"1\", \"2\" | + - - - - -",
                "If-None-Match | *, \"1\" | - - - - - -",
                "If-None-Match | *, * | - - - - - -",
                "If-None-Match | 1 | - - - - - -",
                "If-None-Match | \"1 | - - - - - -",
                "If-None-Match | '' | - - - - - -",
                "If-Modified-Since | Tue, 01 Dec 2026 00:00:00 GMT | + + - - - -",
                "If-Unmodified-Since | Tue, 01 Dec 2026 00:00:00 GMT | - - - - - -",
                "If-Range | \"1\" | + + - - - -",
                "Range | bytes=0-1 | + + + + + +",
                "Content-Range | bytes 0-1/2 | - - - - - -",
                "X-HTTP-Method-Override | DELETE | - - - - - -",
                "X-HTTP-Method | DELETE | - - - - - -",
                "X-Method-Override | DELETE | - - - - - -",
                "Expect | 100-continue | + + + + + +",
                "Expect | 100-Continue | + + + + + +",
                "Expect | x | - - - - - -",
                "Expect | 100-continue, x | - - - - - -",
                "Idempotency-Key | k-1 | + + + + + -",
                "Idempotency-Key | a,b | + + + + + -",
                "Idempotency-Key | '' | - - - - - -",
                "Idempotency-Key | a b | - - - - - -",
                "X-Correlation-Id | c-1 | + + + + + +",
                "X-Correlation-Id | a b | - - - - - -",
                "Prefer | return=minimal | + + + + + +",
                "Max-Forwards | 0 | + + + + + +",
                "TE | trailers | + + + + + +",
                "Upgrade | h2c | + + + + + +"
            })
    void a_header_is_read_or_safe_to_ignore_or_refused(String name, String value, String expected) {
        String[] cells = expected.split(" ", -1);
        Route[] routes = {READ, UNTAGGED, CHANGE, OPENING, CREATING, OPERATOR};
        assertThat(cells).hasSameSizeAs(routes);
        for (int i = 0; i < routes.length; i++) {
            Route route = routes[i];
            Headers headers = Headers.of(Map.of(name, value));
            if (cells[i].equals("+")) {
                assertThatCode(() -> RequestRules.check(route, headers))
                        .as("%s: %s on %s", name, value, route)
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> RequestRules.check(route, headers))
                        .as("%s: %s on %s", name, value, route)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refused -> {
                                    assertThat(refused.problem().type())
                                            .isEqualTo(ProblemType.INVALID_PARAMETER);
                                    assertThat(refused.problem().detail()).startsWith(name + ":");
                                });
            }
        }
    }
}
