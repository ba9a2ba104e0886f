package dev.orderstream.local;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** What the gateway answers, whether a function said it or the gateway itself. */
final class GatewayAnswer {

    private final int status;
    private final HttpFields headers;
    private final byte[] body;
    private final String requestId;

    private GatewayAnswer(int status, HttpFields headers, byte[] body, String requestId) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.requestId = requestId;
    }

    static GatewayAnswer of(int status, HttpFields headers, byte[] body, String requestId) {
        return new GatewayAnswer(status, headers, body, requestId);
    }

    void write(Request request, Response response, Callback callback) {
        response.setStatus(status);
        headers.forEach(field -> response.getHeaders().add(field));
        response.getHeaders().put("apigw-requestid", requestId);
        if (HttpMethod.CONNECT.is(request.getMethod())) {
            // Else the server would keep the connection for the tunnel that was asked for.
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        if (HttpStatus.hasNoBody(status)) {
            // As not the last write, for else Jetty tells a length of 0, which a 304 must not.
            response.write(false, BufferUtil.EMPTY_BUFFER, callback);
            return;
        }
        // Jetty sends no body after HEAD, but its length: of what GET would get, or as the function
        // counted it.
        if (body.length > 0 || !headers.contains(HttpHeader.CONTENT_LENGTH)) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
