package dev.orderstream.dynamodblocal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps web pages away from DynamoDB Local, which itself answers any of them: a request for another
 * host is 421, one with an {@code Origin} 403. AWS's SDKs and its CLI send no {@code Origin}.
 */
final class LoopbackGuard extends Handler.Wrapper {

    LoopbackGuard(Handler guarded) {
        super(guarded);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        LoopbackPort own = new LoopbackPort(Request.getLocalPort(request));
        List<String> hosts =
                request.getHeaders().getFields(HttpHeader.HOST).stream()
                        .map(field -> field.getValue() == null ? "" : field.getValue())
                        .toList();
        boolean isOwnTarget =
                own.isHost(request.getHttpURI().getHost(), request.getHttpURI().getPort());
        if (!own.isHost(hosts) || !isOwnTarget) {
            return refuse(
                    response,
                    callback,
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "MisdirectedRequestException",
                    "Only requests for 127.0.0.1, localhost and [::1] with port %d are served."
                            .formatted(own.port()));
        }
        if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
            return refuse(
                    response,
                    callback,
                    HttpStatus.FORBIDDEN_403,
                    "AccessDeniedException",
                    "Web pages may not call DynamoDB Local.");
        }
        return super.handle(request, response, callback);
    }

    /** In the form of DynamoDB's errors, so that its clients show the message. */
    private static boolean refuse(
            Response response, Callback callback, int status, String type, String message) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.0");
        String body =
                "{\"__type\":\"com.amazon.coral.service#%s\",\"message\":\"%s\"}"
                        .formatted(type, message);
        response.write(true, StandardCharsets.UTF_8.encode(body), callback);
        return true;
    }
}
