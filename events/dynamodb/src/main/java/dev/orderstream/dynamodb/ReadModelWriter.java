package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.view.CatchUp;
import dev.orderstream.eventsourcing.view.Generations;
import dev.orderstream.eventsourcing.view.Notices;
import dev.orderstream.eventsourcing.view.ParkedStreams;
import dev.orderstream.eventsourcing.view.Projection;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What writes the read model: each call reads strongly which generation serves, since a rebuild may
 * have let another one serve meanwhile.
 */
public final class ReadModelWriter implements Supplier<ReadModelWriter.Serving> {

    private final DynamoDbClient client;
    private final Tables tables;
    private final Contention contention;
    private final List<? extends Projection<?>> projections;
    private final EventStore events;
    private final Generations generations;
    private final Notices notices;

    public ReadModelWriter(
            DynamoDbClient client,
            Tables tables,
            Contention contention,
            List<? extends Projection<?>> projections) {
        this.client = client;
        this.tables = tables;
        this.contention = contention;
        this.projections = projections;
        this.events = new DynamoDbEventStore(client, tables);
        this.generations = new DynamoDbGenerations(client, tables);
        this.notices = new DynamoDbNotices(client, tables);
    }

    /** The generation to write, and the streams that are parked in it. */
    public record Serving(CatchUp catchUp, ParkedStreams parked) {}

    @Override
    public Serving get() {
        int generation = generations.serving();
        return new Serving(
                new CatchUp(
                        events,
                        new DynamoDbViewStore(client, tables, generation, contention),
                        projections),
                new ParkedStreams(notices, generation));
    }
}
