package dev.orderstream.query;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbGenerations;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ServingViews;
import dev.orderstream.orders.CustomerQueries;
import dev.orderstream.orders.OrderQueries;
import dev.orderstream.orders.StockQueries;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Wires the read side: the serving generation under the query bus. */
@Factory
final class QueryBeans {

    @Singleton
    QueryBus queryBus(
            DynamoDbClient client, @Value("${table.prefix:orderstream}") String tablePrefix) {
        Tables tables = new Tables(tablePrefix);
        Ticker ticker = Ticker.system();
        Contention contention = new Contention(ticker, new SecureRandom());
        ServingViews views =
                new ServingViews(
                        new DynamoDbGenerations(client, tables),
                        generation -> new DynamoDbViewStore(client, tables, generation, contention),
                        ticker);
        ReadYourWrites readYourWrites = new ReadYourWrites(ticker);
        QueryBus bus = new OrderQueries(views, readYourWrites).register(new QueryBus());
        new CustomerQueries(views, readYourWrites).register(bus);
        return new StockQueries(views, readYourWrites).register(bus);
    }
}
