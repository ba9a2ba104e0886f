package dev.orderstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {

    private static final String HOSTILE = "a\r\n{\"request_id\":\"forged\"}\u0000\"\\";

    @Test
    void numbers_stay_numbers_and_texts_are_quoted() {
        assertThat(line("done", List.of(new KeyValuePair("status", 201), pair("route", "/x"))))
                .contains("\"status\":201,\"route\":\"/x\"", "\"message\":\"done\"")
                .startsWith("{\"@timestamp\":\"")
                .endsWith("}\n");
    }

    @Test
    void nothing_that_is_logged_can_end_its_line_or_its_member() {
        String line =
                line(HOSTILE, List.of(pair("a", HOSTILE), pair(HOSTILE, "a"), pair("b", "\n")));

        assertThat(line.lines()).hasSize(1);
        assertThat(line)
                .contains("\"a\":\"a\\r\\n{\\\"request_id\\\":\\\"forged\\\"}\\u0000\\\"\\\\\"")
                .doesNotContain("{\"request_id\"");
    }

    @Test
    void what_a_terminal_obeys_or_hides_is_escaped() {
        String hidden = "\u001b[2K\u007f\u0085\u009b31m\u2028\u2029\u202e\u2066\u200b\ufeff";

        String line = line("m" + hidden, List.of(pair("p", hidden), pair(hidden, "name")));

        assertThat(line)
                .contains("\"message\":\"m\\u001B[2K\\u007f\\u0085\\u009b31m\\u2028\\u2029\\u202e")
                .endsWith("}\n");
        assertThat(line.substring(0, line.length() - 1).codePoints())
                .allMatch(point -> point >= ' ' && point <= '~');
    }

    private static KeyValuePair pair(String key, Object value) {
        return new KeyValuePair(key, value);
    }

    private static String line(String message, List<KeyValuePair> pairs) {
        LoggerContext context = new LoggerContext();
        JsonLines lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        LoggingEvent event =
                new LoggingEvent(
                        "test", context.getLogger("test"), Level.INFO, message, null, null);
        event.setMDCPropertyMap(Map.of("request_id", HOSTILE));
        event.setKeyValuePairs(pairs);
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }
}
