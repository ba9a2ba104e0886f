package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.torture.CommandTorture.Commanded;
import java.util.List;
import java.util.random.RandomGenerator;

/** Commands for a few tanks. */
final class Tanks {

    private static final int TANKS = 30;
    private static final int CLIENTS = 6;

    private Tanks() {}

    static List<Commit> commits(RandomGenerator random, int commands) {
        return commanded(random, commands).commits();
    }

    static Commanded<Tank.Change, Outcome<Tank.State, Tank.Event, Tank.Refusal>> commanded(
            RandomGenerator random, int commands) {
        return new CommandTorture<Tank.Change, Outcome<Tank.State, Tank.Event, Tank.Refusal>>(
                        random,
                        (store, pacing) -> new CommandLoop<>(Tank.AGGREGATE, store, pacing),
                        envelope -> command(random, envelope))
                .run(CLIENTS, commands);
    }

    private static Tank.Change command(RandomGenerator random, Envelope envelope) {
        String id = "t-" + random.nextInt(TANKS);
        return random.nextInt(4) == 0
                ? new Tank.Install(id, 1_000, envelope)
                : new Tank.Fill(id, random.nextInt(-5, 10), envelope);
    }
}
