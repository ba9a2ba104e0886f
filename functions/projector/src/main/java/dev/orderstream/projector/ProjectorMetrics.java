package dev.orderstream.projector;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.orderstream.eventsourcing.projector.Projected.Figures;
import java.time.Duration;
import java.util.ArrayList;
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
 * A log line of figures per batch: in CloudWatch's embedded format, of which it makes metrics, or
 * as words for people.
 */
final class ProjectorMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectorMetrics.class);

    /** Its lines are nothing but their message: CloudWatch takes no others for metrics. */
    private static final Logger EMBEDDED = LoggerFactory.getLogger("metrics.embedded");

    private final Format format;
    private final String tablePrefix;

    enum Format {
        EMBEDDED,
        TEXT
    }

    ProjectorMetrics(Format format, String tablePrefix) {
        this.format = format;
        this.tablePrefix = tablePrefix;
    }

    private record Metric(String name, double value, Unit unit) {
        static Metric count(String name, int value) {
            return new Metric(name, value, Unit.COUNT);
        }

        static Metric millis(String name, Duration value) {
            return new Metric(name, (double) value.toMillis(), Unit.MILLISECONDS);
        }
    }

    /**
     * Logs the figures of a batch.
     *
     * @param foreign records that were passed over: commits are only ever inserted
     */
    void log(Figures figures, int records, int foreign) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.count(MetricNames.BATCH_SIZE, records));
        metrics.add(Metric.count(MetricNames.VIEWS_WRITTEN, figures.viewsWritten()));
        metrics.add(Metric.count(MetricNames.GAPS_REPAIRED, figures.gapsRepaired()));
        metrics.add(Metric.count(MetricNames.DUPLICATES_SKIPPED, figures.duplicatesSkipped()));
        metrics.add(Metric.count(MetricNames.PARKED, figures.parked()));
        metrics.add(Metric.count(MetricNames.FOREIGN_RECORDS, foreign));
        figures.lag().ifPresent(lag -> metrics.add(Metric.millis(MetricNames.LAG, lag)));
        figures.heartbeatLag()
                .ifPresent(lag -> metrics.add(Metric.millis(MetricNames.HEARTBEAT_LAG, lag)));
        switch (format) {
            case EMBEDDED -> embedded(metrics).forEach(EMBEDDED::info);
            case TEXT -> LOG.info("{}", text(metrics));
        }
    }

    private static String text(List<Metric> metrics) {
        return metrics.stream()
                .map(metric -> metric.name() + "=" + Math.round(metric.value()) + unit(metric))
                .collect(Collectors.joining(" "));
    }

    private static String unit(Metric metric) {
        return metric.unit() == Unit.MILLISECONDS ? "ms" : "";
    }

    private List<String> embedded(List<Metric> metrics) {
        try {
            MetricsContext context = new MetricsContext();
            context.setNamespace(MetricNames.NAMESPACE);
            context.putDimension(DimensionSet.of(MetricNames.DIMENSION, tablePrefix));
            for (Metric metric : metrics) {
                context.putMetric(
                        metric.name(), metric.value(), metric.unit(), StorageResolution.STANDARD);
            }
            return context.serialize();
        } catch (InvalidNamespaceException | InvalidMetricException | JsonProcessingException e) {
            throw new IllegalStateException("expected names and values that CloudWatch takes", e);
        }
    }
}
