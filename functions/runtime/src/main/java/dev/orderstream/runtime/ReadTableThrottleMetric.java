package dev.orderstream.runtime;

import co.elastic.logging.JsonUtils;
import dev.orderstream.dynamodb.ReadTableThrottles;
import dev.orderstream.dynamodb.Tables;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Logs the metric {@link MetricNames#READ_TABLE_THROTTLES} for each throttled request of this
 * function's client. The line is written by hand: the functions behind the HTTP API do not have the
 * library that {@link MetricLines} uses, which would make each cold start longer.
 */
@Singleton
final class ReadTableThrottleMetric implements BeanCreatedEventListener<DynamoDbClientBuilder> {

    private static final Logger EMBEDDED = LoggerFactory.getLogger("metrics.embedded");
    private static final Logger PEOPLE = LoggerFactory.getLogger(ReadTableThrottleMetric.class);

    private final InstantSource clock;
    private final String tablePrefix;
    private final MetricLines.Format format;

    ReadTableThrottleMetric(
            InstantSource clock,
            @Value("${table.prefix:orderstream}") String tablePrefix,
            @Value("${metrics.format:embedded}") MetricLines.Format format) {
        this.clock = clock;
        this.tablePrefix = tablePrefix;
        this.format = format;
    }

    @Override
    public DynamoDbClientBuilder onCreated(BeanCreatedEvent<DynamoDbClientBuilder> event) {
        return ReadTableThrottles.watch(event.getBean(), new Tables(tablePrefix), this::log);
    }

    private void log() {
        switch (format) {
            case EMBEDDED -> EMBEDDED.info(line(clock.millis(), tablePrefix));
            case TEXT -> PEOPLE.warn("DynamoDB throttled a request to a read table");
        }
    }

    /** One throttled request in CloudWatch's embedded metric format. */
    static String line(long millis, String tablePrefix) {
        StringBuilder prefix = new StringBuilder();
        JsonUtils.quoteAsString(tablePrefix, prefix);
        return """
        {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"%s","Dimensions":[["%s"]],\
        "Metrics":[{"Name":"%s","Unit":"Count"}]}]},"%s":"%s","%s":1}\
        """
                .formatted(
                        millis,
                        MetricNames.NAMESPACE,
                        MetricNames.DIMENSION,
                        MetricNames.READ_TABLE_THROTTLES,
                        MetricNames.DIMENSION,
                        prefix,
                        MetricNames.READ_TABLE_THROTTLES);
    }
}
