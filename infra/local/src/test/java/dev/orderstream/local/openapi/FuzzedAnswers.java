package dev.orderstream.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.http.RouteTable.Match;
import dev.orderstream.http.Routes;
import dev.orderstream.local.RawHttp.Answer;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What every answer is, whatever was asked. */
final class FuzzedAnswers {

    /** Names of the inside. No request has them, so that an answer can't repeat them either. */
    private static final Pattern INSIDE =
            Pattern.compile(
                    "Exception|\\bat [a-z]+\\.[a-z]|dev\\.orderstream\\.|\\bjava\\.|io\\.micronaut"
                            + "|com\\.fasterxml|com\\.amazon|software\\.amazon|jetty|[Dd]ynamo|Jackson"
                            + "|orderstream-(events|read|control)|\\b(ORDER|CUSTOMER|STOCK|TOKEN|"
                            + "HISTORY|PARKED|WAIT)#|\\b(by_owner|by_group|command_hash|recorded_at)\\b");

    /** What the caller's own doing is refused with, whatever is stored. */
    private static final Set<String> OF_THE_REQUEST =
            Set.of(
                    "malformed-request",
                    "unknown-field",
                    "invalid-parameter",
                    "invalid-cursor",
                    "method-not-allowed",
                    "not-acceptable",
                    "too-large",
                    "unsupported-media-type",
                    "validation-failed");

    private static final String PROBLEM = "application/problem+json";

    private final ApiDescription api;

    FuzzedAnswers(ApiDescription api) {
        this.api = api;
    }

    /**
     * Holds for any request.
     *
     * @param stored how many commits it has stored
     */
    void check(FuzzedRequest request, Answer answer, long stored) {
        int status = answer.status();
        assertThat(status).as("status: %s", answer.text()).isBetween(200, 499);
        if (status >= 400) {
            assertThat(stored).as("commits of a refused request").isZero();
        }
        HttpHeaders headers = answer.headers();
        if (headers.firstValue("x-correlation-id").isEmpty()) {
            checkGateway(request, answer);
        } else {
            checkService(request, answer, headers, stored);
        }
    }

    /** Holds for what was made as it was. */
    void checkExpected(FuzzedRequest request, Answer answer) {
        switch (request.expected()) {
            case TAKEN -> {
                String code = code(answer);
                // More than can be counted, only together with what is there already.
                boolean sum = request.path().endsWith("/adjustments") && answer.status() == 422;
                if (!sum) {
                    assertThat(OF_THE_REQUEST).as(answer.text()).doesNotContain(code);
                }
            }
            case REFUSED ->
                    assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
            case ANYTHING -> {}
        }
    }

    static String code(Answer answer) {
        return answer.status() < 400 || answer.body().isEmpty()
                ? ""
                : json(answer).path("code").asString("");
    }

    static JsonNode json(Answer answer) {
        String mediaType = answer.headers().firstValue("content-type").orElse("");
        return mediaType.endsWith("json") && !answer.body().isEmpty()
                ? ApiDescription.MAPPER.readTree(answer.body())
                : MissingNode.getInstance();
    }

    private void checkService(
            FuzzedRequest request, Answer answer, HttpHeaders headers, long stored) {
        boolean head = request.method().equals("HEAD");
        switch (match(request)) {
            case Match.Found(var route, var variables) -> {
                DescribedOperation operation =
                        api.operations().stream()
                                .filter(each -> each.key().equals(route.key()))
                                .findFirst()
                                .orElseThrow();
                JsonNode described =
                        operation
                                .response(answer.status())
                                .orElseThrow(() ->
                                        new AssertionError(
                                                "%s does not tell of %s"
                                                        .formatted(operation.key(), answer)));
                compare(described, answer, headers, head);
                if (operation.method().equals("GET")) {
                    assertThat(stored).as("commits of a query").isZero();
                }
                // The description's own text, and the page's script, speak of many things.
                if (!route.template().matches("/(docs|openapi).*")) {
                    checkInside(answer);
                }
            }
            case Match.WrongMethod wrong -> {
                assertThat(answer.status()).isEqualTo(405);
                JsonNode described = api.operations().getFirst().node().at("/responses/default");
                compare(api.resolve(described), answer, headers, head);
                checkInside(answer);
            }
            case Match.Unknown() -> {
                assertThat(answer.status()).as(answer.text()).isEqualTo(404);
                if (!head) {
                    assertThat(code(answer)).isEqualTo("not-found");
                    checkProblem(answer);
                }
            }
        }
    }

    private void compare(JsonNode described, Answer answer, HttpHeaders headers, boolean head) {
        if (head) {
            DescribedAnswer.checkHead(described, headers, answer.body());
        } else {
            DescribedAnswer.check(api, described, answer.status(), headers, answer.body());
        }
    }

    /** What never came to a function: no operation speaks of it, but it is a problem as well. */
    private void checkGateway(FuzzedRequest request, Answer answer) {
        // 403 and 421: a header that web pages send, of another origin or host.
        assertThat(answer.status()).as(answer.text()).isIn(400, 403, 413, 414, 421, 431);
        if (!request.method().equals("HEAD")) {
            assertThat(code(answer))
                    .isIn("malformed-request", "too-large", "invalid-parameter", "forbidden");
            checkProblem(answer);
        }
    }

    private void checkProblem(Answer answer) {
        assertThat(answer.headers().firstValue("content-type")).hasValue(PROBLEM);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        JsonNode problem = json(answer);
        assertThat(api.errors(api.at("/components/schemas/Problem"), problem))
                .as(answer.text())
                .isEmpty();
        assertThat(problem.get("status").asInt()).isEqualTo(answer.status());
        checkInside(answer);
    }

    private static void checkInside(Answer answer) {
        assertThat(INSIDE.matcher(answer.text()).results().map(found -> found.group()))
                .as(answer.text())
                .isEmpty();
    }

    /** What the path means, by the route table; a gateway decodes it once. */
    private static Match match(FuzzedRequest request) {
        String utf8 =
                new String(
                        request.path().split("\\?", 2)[0].getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8);
        String path = URLDecoder.decode(utf8.replace("+", "%2B"), StandardCharsets.UTF_8);
        boolean prefixed = path.startsWith(Routes.PREFIX + "/");
        return Routes.TABLE.find(
                request.method(), prefixed ? path.substring(Routes.PREFIX.length()) : path);
    }
}
