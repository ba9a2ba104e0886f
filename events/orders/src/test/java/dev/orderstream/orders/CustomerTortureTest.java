package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.orders.CustomerCommand.NameCustomer;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.torture.CommandTorture;
import dev.orderstream.testkit.torture.CommandTorture.Wish;
import dev.orderstream.testkit.torture.ProjectionTorture;
import dev.orderstream.testkit.torture.Tortured;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Who is told that he has a name is shown with it, until somebody is told another one. */
class CustomerTortureTest {

    private static final int COMMANDS = 200;
    private static final int CLIENTS = 6;
    private static final int CUSTOMERS = 4;
    private static final int NAMES = 5;
    private static final CustomerProjection PROJECTION = new CustomerProjection();

    /** Who knows all keys: here repeats come later than after ten others. */
    private static final Aggregate<CustomerCommand, Customer, CustomerEvent, CustomerRejection>
            PATIENT =
                    new Aggregate<>(
                            CustomerCommands.CUSTOMER.decider(),
                            CustomerCommands.CUSTOMER.events(),
                            CustomerCommands.CUSTOMER.states(),
                            CustomerCommands.CUSTOMER.snapshotEvery(),
                            COMMANDS);

    @Test
    void no_name_is_lost_none_is_stored_twice_and_the_last_one_is_shown() {
        Seeds.forEach(Seeds.runs(20, 1_000), (seed, random) -> torture(random));
    }

    private static void torture(RandomGenerator random) {
        var commanded =
                new CommandTorture<CustomerCommand, Customer, CustomerEvent, CustomerRejection>(
                                random,
                                PATIENT,
                                (store, pacing, atOnce) ->
                                        new CommandLoop<>(PATIENT, store, pacing),
                                () -> wish(random))
                        .run(CLIENTS, COMMANDS);
        Map<CustomerId, NavigableMap<Long, String>> told = new HashMap<>();
        int names = 0;
        for (var answered : commanded.answers()) {
            if (answered.outcome() instanceof Committed<?, ?, ?> committed
                    && answered.command() instanceof NameCustomer named) {
                told.computeIfAbsent(named.customerId(), id -> new TreeMap<>())
                        .put(committed.version(), named.name());
                names++;
            }
        }
        assertThat(commanded.commits()).as("one commit for each command").hasSize(names);

        Tortured tortured = ProjectionTorture.of(Projections.ALL).run(commanded.commits(), random);

        told.forEach((id, byVersion) -> {
            View view =
                    tortured.views()
                            .read(PROJECTION.key(id.value()), Consistency.STRONG)
                            .orElseThrow();
            assertThat(view.version()).isEqualTo(byVersion.lastKey());
            assertThat(PROJECTION.read(view.body()).name())
                    .isEqualTo(byVersion.lastEntry().getValue());
        });
    }

    private static Wish<CustomerCommand> wish(RandomGenerator random) {
        CustomerId id = new CustomerId("c-" + random.nextInt(CUSTOMERS));
        String name = "Zoë " + random.nextInt(NAMES);
        return envelope -> new NameCustomer(id, name, envelope);
    }
}
