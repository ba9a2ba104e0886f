package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.http.ProblemType;
import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What log lines may be made of, so that they say nothing of what callers send: words of ours,
 * numbers and ids. A member or a value of any other form fails.
 */
public final class QuietLog {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String METHOD = "([A-Z]{1,10}|none)";
    private static final String ROUTE =
            oneOf(
                    Stream.concat(
                            Routes.TABLE.routes().stream().map(Route::template),
                            Stream.of("none")));
    private static final String FIGURES = "([A-Za-z]+=\\d+(ms)?( |$))+";

    private static final Map<String, String> FORMS = new HashMap<>();

    static {
        FORMS.put("@timestamp", "[0-9TZ:.-]+");
        FORMS.put("log.level", "INFO");
        FORMS.put("message", METHOD + " " + ROUTE + " \\d{3}|" + FIGURES);
        FORMS.put("ecs.version", "[0-9.]+");
        FORMS.put("service.name", "orderstream");
        FORMS.put("event.dataset", "orderstream");
        FORMS.put("process.thread.name", "[A-Za-z0-9-]+");
        FORMS.put("log.logger", "dev\\.orderstream\\.[A-Za-z.]+");
        FORMS.put("function", "command|query|operations|reference|gateway");
        FORMS.put("request_id", UUID);
        FORMS.put("correlation_id", "[!-~]{1,128}");
        FORMS.put("order_id", UUID);
        FORMS.put("customer_id", UUID);
        FORMS.put("product_id", UUID);
        FORMS.put("operation_id", UUID);
        FORMS.put("stream_id", UUID);
        FORMS.put("method", METHOD);
        FORMS.put("route", ROUTE);
        FORMS.put("status", "\\d{3}");
        FORMS.put("duration_ms", "\\d{1,5}");
        FORMS.put("code", oneOf(Arrays.stream(ProblemType.values()).map(ProblemType::code)));
    }

    private QuietLog() {}

    private static String oneOf(Stream<String> words) {
        return words.distinct().map(Pattern::quote).collect(Collectors.joining("|", "(", ")"));
    }

    /** Asserts that there is nothing else in the lines. */
    public static void check(List<String> lines) {
        for (String line : lines) {
            JSON.readTree(line)
                    .properties()
                    .forEach(member -> {
                        String form = FORMS.get(member.getKey());
                        assertThat(form)
                                .as("a form of %s in %s", member.getKey(), line)
                                .isNotNull();
                        assertThat(member.getValue().asString()).as(line).matches(form);
                    });
        }
    }
}
