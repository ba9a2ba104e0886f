package dev.orderstream.projector;

import dev.orderstream.eventsourcing.projector.Projected.Figures;
import dev.orderstream.runtime.MetricLines;
import dev.orderstream.runtime.MetricLines.Metric;
import dev.orderstream.runtime.MetricNames;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** A log line of figures per batch. */
final class ProjectorMetrics {

    private final MetricLines lines;

    ProjectorMetrics(MetricLines.Format format, String tablePrefix) {
        this.lines =
                new MetricLines(
                        format, tablePrefix, LoggerFactory.getLogger(ProjectorMetrics.class));
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
        figures.noticeableLag()
                .ifPresent(lag -> metrics.add(Metric.millis(MetricNames.LAG_ESTIMATE, lag)));
        lines.log(metrics);
    }
}
