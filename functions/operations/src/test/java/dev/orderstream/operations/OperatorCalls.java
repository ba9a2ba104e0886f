package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.testing.Samples;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls of an operator, as API Gateway passes them on. */
record OperatorCalls(OperationsApiFunction function) {

    /** Its user. */
    static final String USER = "user-1";

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    APIGatewayV2HTTPResponse send(String method, String path) {
        return send(method, path, null);
    }

    /** With a body, and with parameters behind the path. */
    APIGatewayV2HTTPResponse send(String method, String path, @Nullable String body) {
        String[] parts = path.split("\\?", 2);
        APIGatewayV2HTTPEvent event = Samples.api("list-projections");
        event.setRawPath(parts[0]);
        event.setRawQueryString(parts.length > 1 ? parts[1] : "");
        event.getRequestContext().getHttp().setMethod(method);
        event.getRequestContext().getHttp().setPath(parts[0]);
        if (body != null) {
            event.setHeaders(Map.of("content-type", "application/json"));
            event.setBody(body);
        }
        return function.handleRequest(event, null);
    }

    /** The body of an answer with this status. */
    String body(int status, String method, String path) {
        APIGatewayV2HTTPResponse answer = send(method, path);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        return answer.getBody();
    }

    static String id(APIGatewayV2HTTPResponse answer) {
        Matcher id = ID.matcher(answer.getBody());
        assertThat(id.find()).as(answer.getBody()).isTrue();
        return id.group(1);
    }
}
