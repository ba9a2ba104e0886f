package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rebuilds and verifications that tests need before they call for something.
 *
 * @param send a request of an operator, by method and path
 */
record OperationCalls(BiFunction<String, String, HttpResponse<String>> send) {

    static final String REBUILDS = "/projections/rebuilds";
    static final String VERIFICATIONS = "/projections/verifications";

    private static final Pattern ID = Pattern.compile("\"(?:id|operation_id)\":\"([^\"]+)\"");

    /** The id of one that runs, or ran a moment ago: a new one, or the one that refused it. */
    String started(String path) {
        HttpResponse<String> answer = send.apply("POST", path);
        Matcher id = ID.matcher(answer.body());
        if (!id.find()) {
            // The other one has ended just then.
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            return started(path);
        }
        return id.group(1);
    }

    /** Nothing of the kind runs any more. */
    void ended(String path) {
        String id = started(path);
        assertThat(send.apply("POST", "/operations/" + id + "/abort").statusCode()).isIn(200, 409);
    }

    /** One that was aborted before it could end by itself. */
    String aborted() {
        while (true) {
            String id = started(VERIFICATIONS);
            if (send.apply("POST", "/operations/" + id + "/abort").statusCode() == 200) {
                return id;
            }
        }
    }
}
