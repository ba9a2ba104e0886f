package dev.orderstream.command;

import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.orders.OrderCommands;
import dev.orderstream.orders.OrderCurrency;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Wires the command side: the event table under the command bus. */
@Factory
final class CommandBeans {

    @Singleton
    EventStore eventStore(
            DynamoDbClient client, @Value("${table.prefix:orderstream}") String tablePrefix) {
        return new DynamoDbEventStore(client, new Tables(tablePrefix));
    }

    @Singleton
    CommandBus commandBus(EventStore store) {
        // Asked for at each pause: a generator made now would be cloned with a snapshot of the
        // function, and all clones would pause alike.
        Pacing pacing =
                Pacing.standard(Ticker.system(), () -> ThreadLocalRandom.current().nextLong());
        return OrderCommands.register(new CommandBus(), store, pacing);
    }

    @Singleton
    OrderCurrency defaultCurrency(@Value("${default.currency:EUR}") String code) {
        return new OrderCurrency(code);
    }
}
