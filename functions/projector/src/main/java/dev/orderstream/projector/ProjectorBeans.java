package dev.orderstream.projector;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.ReadModelWriter;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.orders.OrderProjections;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Wires the projector: the event table on one side, the serving generation on the other. */
@Factory
final class ProjectorBeans {

    @Singleton
    BatchProjector projector(
            DynamoDbClient client,
            InstantSource clock,
            @Value("${table.prefix:orderstream}") String tablePrefix) {
        // Secure, since Lambda seeds that one anew when it starts a snapshot of the function.
        Contention contention = new Contention(Ticker.system(), new SecureRandom());
        return new BatchProjector(
                new ReadModelWriter(
                        client, new Tables(tablePrefix), contention, OrderProjections.ALL),
                clock);
    }
}
