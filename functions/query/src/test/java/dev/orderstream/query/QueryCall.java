package dev.orderstream.query;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.testing.Samples;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A GET as a test words it: of user-1, an administrator, unless it says otherwise. */
record QueryCall(
        String path, String query, Map<String, String> claims, Map<String, String> headers) {

    static QueryCall get(String path, String query) {
        Map<String, String> claims = Map.of("sub", "user-1", "scope", "orders:admin");
        return new QueryCall(path, query, claims, Map.of());
    }

    /** Of this user, who sees his own customer's orders and no others. */
    QueryCall of(String user, @Nullable String customer) {
        Map<String, String> own = new HashMap<>(Map.of("sub", user, "scope", "orders:read"));
        if (customer != null) {
            own.put("customer_id", customer);
        }
        return new QueryCall(path, query, own, headers);
    }

    QueryCall header(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new QueryCall(path, query, claims, more);
    }

    APIGatewayV2HTTPResponse to(QueryFunction function) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order");
        event.setRawPath(path);
        event.setRawQueryString(query);
        event.getRequestContext().getAuthorizer().getJwt().setClaims(claims);
        event.setHeaders(headers);
        return function.handleRequest(event, null);
    }
}
