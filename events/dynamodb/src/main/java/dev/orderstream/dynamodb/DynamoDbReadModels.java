package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.view.Generations;
import dev.orderstream.eventsourcing.view.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The generations to write, the serving one first. Each call reads strongly which those are, since
 * a rebuild may have changed that meanwhile.
 */
public final class DynamoDbReadModels implements Supplier<List<ReadModel>> {

    private final DynamoDbClient client;
    private final Tables tables;
    private final Contention contention;
    private final List<? extends Projection<?>> projections;
    private final EventStore events;
    private final Generations generations;
    private final Notices notices;

    public DynamoDbReadModels(
            DynamoDbClient client,
            Tables tables,
            Contention contention,
            List<? extends Projection<?>> projections) {
        this.client = client;
        this.tables = tables;
        this.contention = contention;
        this.projections = List.copyOf(projections);
        this.events = new DynamoDbEventStore(client, tables);
        this.generations = new DynamoDbGenerations(client, tables);
        this.notices = new DynamoDbNotices(client, tables);
    }

    @Override
    public List<ReadModel> get() {
        Generations.InUse inUse = generations.inUse();
        List<ReadModel> written = new ArrayList<>();
        written.add(readModel(inUse.serving(), true));
        inUse.beside().forEach(generation -> written.add(readModel(generation, false)));
        return written;
    }

    private ReadModel readModel(int generation, boolean serving) {
        return new ReadModel(
                generation,
                serving,
                new CatchUp(
                        events,
                        new DynamoDbViewStore(client, tables, generation, contention),
                        projections),
                new ParkedStreams(notices, generation));
    }
}
