package dev.orderstream.operations;

import dev.orderstream.eventsourcing.operation.Job;
import dev.orderstream.eventsourcing.operation.LeasedOperation;
import dev.orderstream.runtime.MetricLines;
import dev.orderstream.runtime.MetricLines.Metric;
import dev.orderstream.runtime.MetricNames;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job of which somebody is told when it fails. */
record WatchedJob(Job job, MetricLines metrics) implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedJob.class);

    @Override
    public void work(LeasedOperation operation) {
        job.work(operation);
    }

    @Override
    public void fail(LeasedOperation operation, RuntimeException cause) {
        job.fail(operation, cause);
        LOG.error(
                "The {} {} has failed",
                OperationJson.word(operation.current().kind()),
                operation.current().id(),
                cause);
        metrics.log(List.of(Metric.count(MetricNames.OPERATIONS_FAILED, 1)));
    }
}
