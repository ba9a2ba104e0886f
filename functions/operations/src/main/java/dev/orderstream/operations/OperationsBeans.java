package dev.orderstream.operations;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbAllCommits;
import dev.orderstream.dynamodb.DynamoDbDiscards;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbHeartbeats;
import dev.orderstream.dynamodb.DynamoDbLedger;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.dynamodb.DynamoDbOperations;
import dev.orderstream.dynamodb.DynamoDbReadModels;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.projector.HeartbeatSender;
import dev.orderstream.eventsourcing.projector.Projector;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.runtime.MetricLines;
import dev.orderstream.runtime.MetricLines.Metric;
import dev.orderstream.runtime.MetricNames;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Wires the operations. */
@Factory
final class OperationsBeans {

    private final DynamoDbClient client;
    private final InstantSource clock;
    private final Tables tables;
    private final Contention contention;
    private final DynamoDbReadModels readModels;
    private final MetricLines metrics;
    private final ReadModelOperations operations;

    OperationsBeans(
            DynamoDbClient client,
            InstantSource clock,
            @Value("${table.prefix:orderstream}") String tablePrefix,
            @Nullable @Property(name = "verify.allowed-lag") Duration allowedLag,
            @Nullable @Property(name = "rebuild.retiring-for") Duration retiringFor,
            @Value("${metrics.format:embedded}") MetricLines.Format metricsFormat) {
        this.client = client;
        this.clock = clock;
        this.tables = new Tables(tablePrefix);
        this.contention = Contention.system();
        this.metrics =
                new MetricLines(
                        metricsFormat, tablePrefix, LoggerFactory.getLogger(OperationsBeans.class));
        this.readModels = new DynamoDbReadModels(client, tables, contention, Projections.ALL);
        this.operations =
                new ReadModelOperations(
                        client,
                        tables,
                        contention,
                        Projections.ALL,
                        job -> new WatchedJob(job, metrics),
                        new OperationsSettings(
                                Objects.requireNonNullElse(
                                        allowedLag, OperationsSettings.STANDARD.allowedLag()),
                                Objects.requireNonNullElse(
                                        retiringFor, OperationsSettings.STANDARD.retiringFor())),
                        clock,
                        Ticker.system());
    }

    @Singleton
    ReadModelOperations operations() {
        return operations;
    }

    @Singleton
    ParkedOperations parked() {
        return new ParkedOperations(
                readModels,
                new DynamoDbNotices(client, tables, contention),
                new DynamoDbDiscards(client, tables),
                clock);
    }

    @Singleton
    Tick tick() {
        return new Tick(
                new HeartbeatSender(
                        new DynamoDbEventStore(client, tables),
                        new DynamoDbHeartbeats(client, tables),
                        AtOnce.virtualThreads()),
                lag -> metrics.log(List.of(Metric.millis(MetricNames.LAG_ESTIMATE, lag))),
                readModels,
                this::tellOfParked,
                operations::retire,
                new Attendance(new DynamoDbOperations(client, tables, contention), metrics, clock)
                        ::check,
                clock);
    }

    private void tellOfParked(int streams) {
        if (streams > 0) {
            metrics.log(List.of(Metric.count(MetricNames.PARKED_STREAMS, streams)));
        }
    }

    @Singleton
    Replay replay() {
        Projector projector =
                new Projector(
                        readModels,
                        new DynamoDbHeartbeats(client, tables),
                        AtOnce.virtualThreads(),
                        clock);
        return new Replay(projector, new DynamoDbAllCommits(client, tables));
    }

    @Singleton
    ProjectionsStatus projectionsStatus() {
        return new ProjectionsStatus(
                Projections.ALL,
                new DynamoDbLedger(client, tables, contention),
                new DynamoDbOperations(client, tables, contention),
                new DynamoDbNotices(client, tables, contention),
                new DynamoDbHeartbeats(client, tables),
                clock);
    }
}
