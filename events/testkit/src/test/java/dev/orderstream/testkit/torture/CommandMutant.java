package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.Tank.Change;
import dev.orderstream.testkit.Tank.Event;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import dev.orderstream.testkit.torture.CommandTorture.Identity;
import dev.orderstream.testkit.torture.CommandTorture.Service;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The command side with one thing done wrong.
 *
 * @param complaints what the torture may say of it
 * @param service what carries a request out
 * @param identity how requests are known again
 * @param store the store below
 * @param newest the aggregate as its newest release has it
 */
record CommandMutant(
        String name,
        List<String> complaints,
        UnaryOperator<Service<Change, State, Event, Refusal>> service,
        Identity identity,
        Supplier<EventStore> store,
        Aggregate<Change, State, Event, Refusal> newest) {

    /** Nothing done wrong. */
    static final CommandMutant NONE =
            new CommandMutant(
                    "none",
                    List.of(),
                    UnaryOperator.identity(),
                    Identity.REAL,
                    InMemoryEventStore::new,
                    Tanks.NEW);

    static CommandMutant ofService(
            String name,
            List<String> complaints,
            UnaryOperator<Service<Change, State, Event, Refusal>> service) {
        return new CommandMutant(
                name, complaints, service, Identity.REAL, InMemoryEventStore::new, Tanks.NEW);
    }

    static CommandMutant ofEvents(
            String name, List<String> complaints, UnaryOperator<EventStore> events) {
        return ofService(
                name,
                complaints,
                real -> (store, pacing, atOnce) -> real.start(events.apply(store), pacing, atOnce));
    }

    static CommandMutant ofIdentity(String name, List<String> complaints, Identity identity) {
        return new CommandMutant(
                name,
                complaints,
                UnaryOperator.identity(),
                identity,
                InMemoryEventStore::new,
                Tanks.NEW);
    }

    @Override
    public String toString() {
        return name;
    }
}
