package dev.orderstream.command;

import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbStreamOwners;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.StreamOwners;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.CommandHandlers;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.orders.CustomerCommands;
import dev.orderstream.orders.Inventory;
import dev.orderstream.orders.OrderCommands;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.StockCommands;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Wires the command side: the event table under the command bus, and every aggregate to that. */
@Factory
final class CommandBeans {

    @Singleton
    EventStore eventStore(
            DynamoDbClient client, @Value("${table.prefix:orderstream}") String tablePrefix) {
        return new DynamoDbEventStore(client, new Tables(tablePrefix));
    }

    @Singleton
    StreamOwners streamOwners(
            DynamoDbClient client, @Value("${table.prefix:orderstream}") String tablePrefix) {
        return new DynamoDbStreamOwners(client, new Tables(tablePrefix));
    }

    @Singleton
    CommandBus commandBus(List<CommandHandlers> aggregates) {
        CommandBus bus = new CommandBus();
        aggregates.forEach(handlers -> handlers.register(bus));
        return bus;
    }

    @Singleton
    CommandHandlers orders(EventStore store, Pacing pacing, Inventory inventory) {
        return bus ->
                OrderCommands.register(bus, store, pacing, inventory, AtOnce.virtualThreads());
    }

    @Singleton
    CommandHandlers customers(EventStore store, Pacing pacing) {
        return bus -> CustomerCommands.register(bus, store, pacing);
    }

    @Singleton
    CommandHandlers stock(EventStore store, Pacing pacing) {
        return bus -> StockCommands.register(bus, store, pacing);
    }

    /** The property is for tests, which do not wait so long for an answer that never comes. */
    @Singleton
    Pacing pacing(@Value("${command.budget:20s}") Duration budget) {
        // Secure, since Lambda seeds that one anew when it starts a snapshot of the function:
        // clones of any other would pause alike.
        return Pacing.standard(Ticker.system(), new SecureRandom()).within(budget);
    }

    @Singleton
    Inventory inventory(@Value("${inventory:on}") String word) {
        try {
            return Inventory.parse(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("INVENTORY: " + e.getMessage(), e);
        }
    }

    @Singleton
    OrderCurrency defaultCurrency(@Value("${default.currency:EUR}") String code) {
        try {
            return new OrderCurrency(code);
        } catch (InvalidValueException e) {
            throw new IllegalArgumentException("DEFAULT_CURRENCY: " + e.getMessage(), e);
        }
    }
}
