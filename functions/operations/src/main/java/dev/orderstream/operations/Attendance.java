package dev.orderstream.operations;

import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.runtime.MetricLines;
import dev.orderstream.runtime.MetricLines.Metric;
import dev.orderstream.runtime.MetricNames;
import java.time.InstantSource;
import java.util.List;

/**
 * Tells of operations that nobody is at work on. Each is so for a moment, until a worker comes; one
 * that is so for minutes waits for somebody to look why none does.
 */
record Attendance(Operations operations, MetricLines metrics, InstantSource clock) {

    void check() {
        long free =
                operations.running().stream()
                        .filter(operation -> operation.isFree(clock.instant()))
                        .count();
        if (free > 0) {
            metrics.log(List.of(Metric.count(MetricNames.OPERATIONS_WITHOUT_WORKER, free)));
        }
    }
}
