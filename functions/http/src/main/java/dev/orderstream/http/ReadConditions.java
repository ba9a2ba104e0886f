package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions of a read, evaluated against the entity tag of its success, in the order of RFC
 * 9110, 13.2.2: {@code If-Match}, then {@code If-None-Match}. {@code If-Modified-Since} is ignored,
 * as the RFC requires where no modification date is known.
 */
final class ReadConditions {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private ReadConditions() {}

    /**
     * The answer that the conditions leave: itself, or 304 without a body.
     *
     * @param headers of the answer, by lower-case name
     * @throws ProblemException 412 where {@code If-Match} does not hold
     */
    static APIGatewayV2HTTPResponse apply(
            Headers request, APIGatewayV2HTTPResponse answer, Map<String, String> headers) {
        if (answer.getStatusCode() != OK) {
            return answer;
        }
        Optional<String> tag = Optional.ofNullable(headers.get("etag"));
        if (request.find(RequestHeaders.IF_MATCH).filter(value -> !holds(value, tag)).isPresent()) {
            throw Problem.of(
                            ProblemType.PRECONDITION_FAILED,
                            "If-Match: the resource has another entity tag. Read it again.")
                    .asException();
        }
        return request.find(RequestHeaders.IF_NONE_MATCH)
                .filter(value -> has(value, tag))
                .map(value -> notModified(headers))
                .orElse(answer);
    }

    private static boolean holds(String ifMatch, Optional<String> tag) {
        return EntityTags.isAny(ifMatch)
                || tag.filter(each -> EntityTags.matchesStrongly(ifMatch, each)).isPresent();
    }

    private static boolean has(String ifNoneMatch, Optional<String> tag) {
        // An answer without a tag is stale: 304 would hide its warning.
        return tag.filter(each ->
                        EntityTags.isAny(ifNoneMatch)
                                || EntityTags.matchesWeakly(ifNoneMatch, each))
                .isPresent();
    }

    private static APIGatewayV2HTTPResponse notModified(Map<String, String> headers) {
        Map<String, String> kept = new HashMap<>(headers);
        kept.remove("content-type");
        kept.remove("content-length");
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(NOT_MODIFIED)
                .withHeaders(kept)
                .build();
    }
}
