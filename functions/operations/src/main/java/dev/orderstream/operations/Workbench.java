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
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.view.Projections;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What an operator at a command line works with: the function's own operations on the tables of one
 * deployment, without the function. Any call may throw {@link OutageException}.
 */
public final class Workbench {

    private final InstantSource clock = InstantSource.system();
    private final EventStore events;
    private final AllCommits commits;
    private final DynamoDbReadModels readModels;
    private final GenerationLedger ledger;
    private final ReadModelOperations operations;
    private final ParkedOperations parked;
    private final ProjectionsStatus status;

    /** On the tables that a client sees under a prefix. */
    public Workbench(DynamoDbClient client, Tables tables, OperationsSettings settings) {
        Contention contention = Contention.system();
        var notices = new DynamoDbNotices(client, tables, contention);
        this.events = new DynamoDbEventStore(client, tables);
        this.commits = new DynamoDbAllCommits(client, tables);
        this.readModels = new DynamoDbReadModels(client, tables, contention, Projections.ALL);
        this.ledger = new DynamoDbLedger(client, tables, contention);
        this.operations =
                new ReadModelOperations(
                        client,
                        tables,
                        contention,
                        Projections.ALL,
                        UnaryOperator.identity(),
                        settings,
                        clock,
                        Ticker.system());
        this.parked =
                new ParkedOperations(
                        readModels, notices, new DynamoDbDiscards(client, tables), clock);
        this.status =
                new ProjectionsStatus(
                        Projections.ALL,
                        ledger,
                        new DynamoDbOperations(client, tables, contention),
                        notices,
                        new DynamoDbHeartbeats(client, tables),
                        clock);
    }

    /** Which generation serves, and which number the next rebuild takes. */
    public record GenerationNumbers(int serving, int next) {}

    public List<ProjectionsStatus.Status> projections() {
        return status.read();
    }

    public ReadModelOperations operations() {
        return operations;
    }

    public ParkedOperations parked() {
        return parked;
    }

    public EventStore events() {
        return events;
    }

    /** About how many commits there are; it may be hours old. */
    public long commitsEstimate() {
        return commits.estimate();
    }

    public GenerationNumbers generations() {
        var current = ledger.read();
        return new GenerationNumbers(current.serving(), current.highest() + 1);
    }

    /** The serving generation's views, to look at single ones. */
    public StreamViews streamViews() {
        return new StreamViews(ledger.inUse().serving(), readModels);
    }
}
