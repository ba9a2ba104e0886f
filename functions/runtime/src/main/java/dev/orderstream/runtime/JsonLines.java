package dev.orderstream.runtime;

import ch.qos.logback.classic.spi.ILoggingEvent;
import co.elastic.logging.JsonUtils;
import co.elastic.logging.logback.EcsEncoder;
import java.nio.charset.StandardCharsets;
import org.slf4j.event.KeyValuePair;

/**
 * Log lines as JSON objects in the names of the Elastic Common Schema, one a line whatever is in
 * them. What is in the MDC and the key-value pairs of an event are members of their own; numbers
 * stay numbers, so that an alarm can compare them. What a terminal would not show as it is, is
 * escaped ({@link VisibleText}).
 */
public final class JsonLines extends EcsEncoder {

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(super.encode(event), StandardCharsets.UTF_8);
        return (VisibleText.of(line.stripTrailing()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void addCustomFields(ILoggingEvent event, StringBuilder line) {
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> append(pair, line));
        }
    }

    private static void append(KeyValuePair pair, StringBuilder line) {
        line.append('"');
        JsonUtils.quoteAsString(pair.key, line);
        line.append("\":");
        if (pair.value instanceof Integer || pair.value instanceof Long) {
            line.append(pair.value);
        } else {
            line.append('"');
            JsonUtils.quoteAsString(String.valueOf(pair.value), line);
            line.append('"');
        }
        line.append(',');
    }
}
