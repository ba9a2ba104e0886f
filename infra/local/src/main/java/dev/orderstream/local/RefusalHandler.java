package dev.orderstream.local;

import dev.orderstream.http.RequestLog;
import java.util.UUID;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to what Jetty itself refuses or fails at: a problem document in place of its HTML
 * page.
 */
final class RefusalHandler implements Request.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

    /** What Jetty calls a request whose request line it could not read. */
    private static final String UNREADABLE = "/badMessage";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = UUID.randomUUID().toString();
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status =
                cause instanceof HttpException refusal ? refusal.getCode() : response.getStatus();
        GatewayProblem problem = GatewayProblem.ofRefusal(status).to(request.getMethod());
        if (problem.problem().status() == 500 && cause instanceof Throwable failure) {
            LOG.error("The gateway failed, request {}", requestId, failure);
        }
        RequestLog.refused(request.getMethod(), requestId, problem.problem());
        String path = GatewayHandler.instance(request);
        problem.answer(path.equals(UNREADABLE) ? "/" : path, requestId)
                .write(request, response, callback);
        return true;
    }
}
