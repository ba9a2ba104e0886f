package dev.orderstream.projector;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbGenerations;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.view.CatchUp;
import dev.orderstream.eventsourcing.view.Generations;
import dev.orderstream.eventsourcing.view.Notices;
import dev.orderstream.eventsourcing.view.ParkedStreams;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.orders.OrderProjection;
import dev.orderstream.projector.BatchProjector.Target;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Wires the projector: the event table on one side, the serving generation on the other. */
@Factory
final class ProjectorBeans {

    @Singleton
    BatchProjector projector(
            DynamoDbClient client,
            InstantSource clock,
            @Value("${table.prefix:orderstream}") String tablePrefix) {
        Tables tables = new Tables(tablePrefix);
        EventStore events = new DynamoDbEventStore(client, tables);
        Generations generations = new DynamoDbGenerations(client, tables);
        // Secure, since Lambda seeds that one anew when it starts a snapshot of the function.
        Contention contention = new Contention(Ticker.system(), new SecureRandom());
        Notices notices = new DynamoDbNotices(client, tables);
        return new BatchProjector(
                () -> {
                    int generation = generations.serving();
                    ViewStore views = new DynamoDbViewStore(client, tables, generation, contention);
                    return new Target(
                            new CatchUp(events, views, List.of(new OrderProjection())),
                            new ParkedStreams(notices, generation));
                },
                clock);
    }
}
