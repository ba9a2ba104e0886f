package dev.orderstream.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.orderstream.runtime.JsonLines;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The lines that functions log from now on until it is closed, as they are on AWS. */
public final class LogLines implements AutoCloseable {

    /** As the functions' own configuration has them, and one that only tests use. */
    private static final Map<String, Level> LIBRARIES =
            Map.of(
                    "io.micronaut", Level.WARN,
                    "org.eclipse.jetty", Level.ERROR,
                    "software.amazon.awssdk", Level.WARN,
                    "com.networknt", Level.OFF);

    private final Logger root = logger(Logger.ROOT_LOGGER_NAME);
    private final Level usual = root.getLevel();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

    public LogLines() {
        JsonLines encoder = new JsonLines();
        encoder.setContext(root.getLoggerContext());
        encoder.setServiceName("orderstream");
        encoder.start();
        appender.setContext(root.getLoggerContext());
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        LIBRARIES.forEach((name, level) -> logger(name).setLevel(level));
        root.setLevel(Level.INFO);
        root.addAppender(appender);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    /** What was logged so far, a JSON object each. */
    public List<String> all() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Those that requests have left when they were answered. */
    public List<String> ofRequests() {
        return all().stream().filter(line -> line.contains("\"duration_ms\":")).toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(usual);
        LIBRARIES.keySet().forEach(name -> logger(name).setLevel(null));
        appender.stop();
    }
}
