package dev.orderstream.query;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbCommitOwners;
import dev.orderstream.dynamodb.DynamoDbHeartbeats;
import dev.orderstream.dynamodb.DynamoDbLedger;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.dynamodb.DynamoDbWaitLeases;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.projector.EstimatedLag;
import dev.orderstream.eventsourcing.view.KnownLag;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.QueryHandlers;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ServingViews;
import dev.orderstream.eventsourcing.view.WaitPool;
import dev.orderstream.http.CursorKeys;
import dev.orderstream.http.Cursors;
import dev.orderstream.orders.CustomerQueries;
import dev.orderstream.orders.OrderQueries;
import dev.orderstream.orders.StockQueries;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Wires the read side: the serving generation under the query bus, and every aggregate to that. */
@Factory
final class QueryBeans {

    @Singleton
    Ticker ticker() {
        return Ticker.system();
    }

    /** The keys are in a property, or in a secret that is read when the first cursor needs it. */
    @Singleton
    Cursors cursors(
            @Value("${cursor.keys:}") String keys,
            @Value("${cursor.keys.secret:}") String secret,
            AwsCredentialsProvider credentials,
            AwsRegionProvider region,
            Ticker ticker) {
        if (!secret.isEmpty()) {
            SecretText text = new SecretText(secret, credentials, region::getRegion);
            return new Cursors(new SecretCursorKeys(text, ticker));
        }
        try {
            return new Cursors(CursorKeys.parse(keys));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "CURSOR_KEYS: expected id:secret, or two of them with a comma between; "
                            + e.getMessage());
        }
    }

    @Singleton
    ServingViews views(
            DynamoDbClient client,
            @Value("${table.prefix:orderstream}") String tablePrefix,
            Ticker ticker) {
        Tables tables = new Tables(tablePrefix);
        Contention contention = Contention.system();
        return new ServingViews(
                new DynamoDbLedger(client, tables, contention),
                generation -> new DynamoDbViewStore(client, tables, generation, contention),
                ticker);
    }

    @Singleton
    ReadYourWrites readYourWrites(
            DynamoDbClient client,
            @Value("${table.prefix:orderstream}") String tablePrefix,
            KnownLag lag,
            WaitPool pool,
            Ticker ticker) {
        return new ReadYourWrites(
                ticker, new DynamoDbCommitOwners(client, new Tables(tablePrefix)), lag, pool);
    }

    /** What waits know of the projector's lag. */
    @Singleton
    KnownLag knownLag(
            DynamoDbClient client,
            @Value("${table.prefix:orderstream}") String tablePrefix,
            InstantSource clock) {
        return new EstimatedLag(new DynamoDbHeartbeats(client, new Tables(tablePrefix)), clock);
    }

    @Singleton
    WaitPool waitPool(
            DynamoDbClient client,
            @Value("${table.prefix:orderstream}") String tablePrefix,
            @Value("${waits.max:}") String waitsMax,
            InstantSource clock) {
        return new WaitPool(
                WaitsMax.parse(waitsMax),
                new DynamoDbWaitLeases(client, new Tables(tablePrefix)),
                clock,
                // Lambda seeds it again in each copy of a snapshot of the function.
                new SecureRandom());
    }

    @Singleton
    QueryBus queryBus(ServingViews views, List<QueryHandlers> aggregates) {
        QueryBus bus = new QueryBus(views::forget);
        aggregates.forEach(handlers -> handlers.register(bus));
        return bus;
    }

    @Singleton
    QueryHandlers orders(ServingViews views, ReadYourWrites readYourWrites) {
        return new OrderQueries(views, readYourWrites)::register;
    }

    @Singleton
    QueryHandlers customers(ServingViews views, ReadYourWrites readYourWrites) {
        return new CustomerQueries(views, readYourWrites)::register;
    }

    @Singleton
    QueryHandlers stock(ServingViews views, ReadYourWrites readYourWrites) {
        return new StockQueries(views, readYourWrites)::register;
    }
}
