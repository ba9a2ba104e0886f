package dev.orderstream.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.cloudwatchlogs.emf.exception.InvalidMetricException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidNamespaceException;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;
import software.amazon.cloudwatchlogs.emf.model.StorageResolution;
import software.amazon.cloudwatchlogs.emf.model.Unit;

/**
 * Metrics as lines of the log: in CloudWatch's embedded format, of which it makes metrics, or as
 * words for people. A function that uses it brings the library with it.
 */
public final class MetricLines {

    /** Its lines are nothing but their message: CloudWatch takes no others for metrics. */
    private static final Logger EMBEDDED = LoggerFactory.getLogger("metrics.embedded");

    private final Format format;
    private final String tablePrefix;
    private final Logger people;

    /** For whom the lines are. */
    public enum Format {
        EMBEDDED,
        TEXT
    }

    /**
     * One of {@link MetricNames} with its value.
     *
     * @param millis whether the value is a time; else it counts
     */
    public record Metric(String name, long value, boolean millis) {

        public static Metric count(String name, long value) {
            return new Metric(name, value, false);
        }

        public static Metric millis(String name, Duration value) {
            return new Metric(name, value.toMillis(), true);
        }

        private Unit unit() {
            return millis ? Unit.MILLISECONDS : Unit.COUNT;
        }
    }

    /**
     * Lines of one function.
     *
     * @param people the log of the lines in words
     */
    public MetricLines(Format format, String tablePrefix, Logger people) {
        this.format = format;
        this.tablePrefix = tablePrefix;
        this.people = people;
    }

    /** Logs metrics in one line. */
    public void log(List<Metric> metrics) {
        switch (format) {
            case EMBEDDED -> embedded(metrics).forEach(EMBEDDED::info);
            case TEXT -> people.info("{}", text(metrics));
        }
    }

    private static String text(List<Metric> metrics) {
        return metrics.stream()
                .map(metric -> metric.name() + "=" + metric.value() + (metric.millis() ? "ms" : ""))
                .collect(Collectors.joining(" "));
    }

    private List<String> embedded(List<Metric> metrics) {
        try {
            MetricsContext context = new MetricsContext();
            context.setNamespace(MetricNames.NAMESPACE);
            context.putDimension(DimensionSet.of(MetricNames.DIMENSION, tablePrefix));
            for (Metric metric : metrics) {
                context.putMetric(
                        metric.name(),
                        (double) metric.value(),
                        metric.unit(),
                        StorageResolution.STANDARD);
            }
            return context.serialize();
        } catch (InvalidNamespaceException | InvalidMetricException | JsonProcessingException e) {
            throw new IllegalStateException("expected names and values that CloudWatch takes", e);
        }
    }
}
