package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.Discards;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.projector.ReadModel.Role;
import dev.orderstream.eventsourcing.rebuild.GenerationModels;
import dev.orderstream.eventsourcing.view.Generations;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The generations to write, the serving one first. Each call reads strongly which those are, since
 * a rebuild may have changed that meanwhile.
 */
public final class DynamoDbReadModels implements Supplier<List<ReadModel>>, GenerationModels {

    private final DynamoDbClient client;
    private final Tables tables;
    private final Contention contention;
    private final List<? extends Projection<?>> projections;
    private final EventStore events;
    private final Generations generations;
    private final Notices notices;
    private final Discards discards;

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
        this.generations = new DynamoDbLedger(client, tables, contention);
        this.notices = new DynamoDbNotices(client, tables, contention);
        this.discards = new DynamoDbDiscards(client, tables);
    }

    @Override
    public List<ReadModel> get() {
        Generations.InUse inUse = generations.inUse();
        int codeRevision = Projections.revision(projections);
        List<ReadModel> written = new ArrayList<>();
        written.add(serving(inUse.serving()));
        inUse.beside()
                .forEach((generation, filledBy) ->
                        written.add(
                                readModel(
                                        generation,
                                        ReadModel.beside(filledBy, codeRevision),
                                        ParkedStreams.beside(
                                                notices, generation, inUse.serving()))));
        return written;
    }

    @Override
    public ReadModel serving(int generation) {
        return readModel(generation, Role.SERVING, ParkedStreams.serving(notices, generation));
    }

    @Override
    public ReadModel filling(int generation) {
        return readModel(generation, Role.BESIDE, ParkedStreams.filling(notices, generation));
    }

    @Override
    public ViewStore views(int generation) {
        return new DynamoDbViewStore(client, tables, generation, contention);
    }

    private ReadModel readModel(int generation, Role role, ParkedStreams parked) {
        return new ReadModel(
                generation,
                role,
                new CatchUp(events, views(generation), projections, discards),
                parked);
    }
}
