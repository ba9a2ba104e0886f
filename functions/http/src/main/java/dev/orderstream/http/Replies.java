package dev.orderstream.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** What controllers answer. */
public final class Replies {

    private Replies() {}

    /** JSON that is written already. */
    public static MutableHttpResponse<String> json(int status, String json) {
        return HttpResponse.<String>status(status, null)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(json);
    }

    /** A text of the media type that its route answers. */
    public static MutableHttpResponse<String> text(HttpCall call, String text) {
        String mediaType = call.route().mediaType();
        // JSON is UTF-8 without saying so.
        String full = mediaType.equals(Route.JSON) ? mediaType : mediaType + "; charset=utf-8";
        return HttpResponse.ok(text).contentType(new MediaType(full));
    }

    static MutableHttpResponse<String> problem(Problem problem, String path, String requestId) {
        return write(HttpResponse.ok(), problem, path, requestId);
    }

    static MutableHttpResponse<String> write(
            MutableHttpResponse<?> response, Problem problem, String path, String requestId) {
        RequestLog.problem(problem);
        problem.headers().forEach(response::header);
        return response.status(problem.status(), null)
                .contentType(Problem.MEDIA_TYPE)
                .body(problem.json(path, requestId));
    }
}
