package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadConditionsTest {

    private static final String TAG = "\"7-ab\"";

    @ParameterizedTest(name = "If-Match: {0}, If-None-Match: {1}, with a tag: {2}, without: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 200, 200",
                "'\"7-ab\"', -, 200, 412",
                "'\"x\", \"7-ab\"', -, 200, 412",
                "'W/\"7-ab\"', -, 412, 412",
                "'\"7\"', -, 412, 412",
                "*, -, 200, 200",
                "-, '\"7-ab\"', 304, 200",
                "-, 'W/\"7-ab\"', 304, 200",
                "-, '\"x\" , W/\"7-ab\"', 304, 200",
                "-, '\"x,\",\"7-ab\"', 304, 200",
                "-, '\"7\"', 200, 200",
                // Without a tag the answer is stale, and 304 would hide its warning.
                "-, *, 304, 200",
                // RFC 9110, 13.2.2: If-Match is first
                "'\"7-ab\"', '\"7-ab\"', 304, 412",
                "'\"x\"', '\"7-ab\"', 412, 412"
            })
    void conditions_are_evaluated_against_the_tag_of_the_answer(
            @Nullable String ifMatch, @Nullable String ifNoneMatch, int tagged, int untagged) {
        assertThat(status(ifMatch, ifNoneMatch, answer(200, TAG))).isEqualTo(tagged);
        assertThat(status(ifMatch, ifNoneMatch, answer(200, null))).isEqualTo(untagged);
    }

    @Test
    void an_answer_that_is_no_success_stays_as_it_is() {
        assertThat(status("\"x\"", "*", answer(404, null))).isEqualTo(404);
    }

    @Test
    void a_304_has_the_headers_of_the_answer_without_those_of_its_body() {
        APIGatewayV2HTTPResponse answer =
                ReadConditions.apply(
                        headers(null, TAG), answer(200, TAG), Answers.joined(answer(200, TAG)));

        assertThat(answer.getBody()).isNull();
        assertThat(answer.getHeaders())
                .containsOnly(Map.entry("etag", TAG), Map.entry("cache-control", "no-cache"));
    }

    private static int status(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            APIGatewayV2HTTPResponse answer) {
        try {
            return ReadConditions.apply(
                            headers(ifMatch, ifNoneMatch), answer, Answers.joined(answer))
                    .getStatusCode();
        } catch (ProblemException refused) {
            return refused.problem().status();
        }
    }

    private static Headers headers(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        Map<String, String> headers = new HashMap<>();
        if (ifMatch != null) {
            headers.put("if-match", ifMatch);
        }
        if (ifNoneMatch != null) {
            headers.put("If-None-Match", ifNoneMatch);
        }
        return Headers.of(headers);
    }

    private static APIGatewayV2HTTPResponse answer(int status, @Nullable String tag) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "no-cache");
        if (tag != null) {
            headers.put("ETag", tag);
        }
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody("{}")
                .build();
    }
}
