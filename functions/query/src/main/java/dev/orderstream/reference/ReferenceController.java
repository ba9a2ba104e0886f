package dev.orderstream.reference;

import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Replies;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The description of the API, and the page that shows it: nothing of it comes from elsewhere. */
@Controller
final class ReferenceController {

    /** By the template of their route. Each is made when it is first asked for, and kept. */
    private final Map<String, ReferenceFile> files = new ConcurrentHashMap<>();

    @Get(
            uris = {
                "/openapi",
                "/docs",
                "/docs/reference.js",
                "/docs/swagger-ui.js",
                "/docs/swagger-ui.css"
            })
    HttpResponse<String> file(HttpCall call) {
        call.query().only();
        ReferenceFile file =
                files.computeIfAbsent(call.route().template(), ReferenceFile::ofTemplate);
        return Replies.text(call, file.text())
                .header("ETag", file.tag())
                .headers(headers -> file.headers().forEach(headers::add));
    }
}
