package dev.orderstream.projector;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbHeartbeats;
import dev.orderstream.dynamodb.DynamoDbReadModels;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.projector.Projector;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.runtime.MetricLines;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Wires the projector: the event table on one side, the generations to write on the other. */
@Factory
final class ProjectorBeans {

    @Singleton
    BatchProjector projector(
            DynamoDbClient client,
            InstantSource clock,
            @Value("${table.prefix:orderstream}") String tablePrefix,
            @Value("${metrics.format:embedded}") MetricLines.Format metricsFormat) {
        Tables tables = new Tables(tablePrefix);
        Contention contention = Contention.system();
        return new BatchProjector(
                new Projector(
                        new DynamoDbReadModels(client, tables, contention, Projections.ALL),
                        new DynamoDbHeartbeats(client, tables),
                        AtOnce.virtualThreads(),
                        clock),
                new ProjectorMetrics(metricsFormat, tablePrefix));
    }
}
