package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Change;
import dev.orderstream.testkit.Tank.Event;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import dev.orderstream.testkit.TankProjection;
import dev.orderstream.testkit.torture.CommandTorture.Commanded;
import dev.orderstream.testkit.torture.CommandTorture.Service;
import dev.orderstream.testkit.torture.CommandTorture.Wish;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Commands for a few tanks. */
final class Tanks {

    private static final int KEYS_KNOWN = 100;
    private static final int TANKS = 30;
    private static final int CLIENTS = 6;
    private static final int PROJECTED_COMMANDS = 500;

    private static final Aggregate<Change, State, Event, Refusal> OLD =
            Tank.aggregate(Tank.STATES, KEYS_KNOWN);

    static final Aggregate<Change, State, Event, Refusal> NEW =
            Tank.aggregate(Tank.STATES_IN_DECILITRES, KEYS_KNOWN);

    private Tanks() {}

    static Commanded<Change, State, Event, Refusal> commanded(
            RandomGenerator random, int commands) {
        return torture(
                        random,
                        CommandWeather.random(random),
                        CommandTorture.ALL_FAULTS,
                        CommandMutant.NONE,
                        TANKS)
                .run(CLIENTS, commands);
    }

    /** Puts the commits of such commands through the torture. */
    static void project(long seed, Parts parts) {
        SplittableRandom random = new SplittableRandom(seed);
        ProjectionTorture.of(List.of(new TankProjection()))
                .with(parts)
                .run(commanded(random, PROJECTED_COMMANDS).commits(), random);
    }

    /** Of few tanks, so that everybody is in everybody's way. */
    static Commanded<Change, State, Event, Refusal> contended(
            RandomGenerator random, CommandMutant mutant, int commands) {
        return torture(
                        random,
                        CommandWeather.random(random),
                        CommandTorture.ALL_FAULTS,
                        mutant,
                        1 + random.nextInt(4))
                .run(1 + random.nextInt(CLIENTS), commands);
    }

    /** A writer who is alone and loses every fifth answer, and nothing else. */
    static Commanded<Change, State, Event, Refusal> alone(RandomGenerator random, int commands) {
        return torture(
                        random,
                        CommandWeather.everyFifthCallFails(),
                        List.of(Happening.ANSWER_LOST),
                        CommandMutant.NONE,
                        2)
                .run(1, commands);
    }

    private static CommandTorture<Change, State, Event, Refusal> torture(
            RandomGenerator random,
            CommandWeather weather,
            List<Happening> faults,
            CommandMutant mutant,
            int tanks) {
        return new CommandTorture<>(
                random,
                weather,
                faults,
                NEW,
                mutant.service().apply(ofAnyRelease(random, mutant.newest())),
                tanks < TANKS ? () -> tightWish(random, tanks) : () -> roomyWish(random, tanks),
                mutant.identity(),
                mutant.store().get());
    }

    /** While a release is rolled out, or back, old code and new code run beside each other. */
    private static Service<Change, State, Event, Refusal> ofAnyRelease(
            RandomGenerator random, Aggregate<Change, State, Event, Refusal> newest) {
        int oldPercent = List.of(0, 30, 100).get(random.nextInt(3));
        return (store, pacing, atOnce) ->
                new CommandLoop<>(
                        random.nextInt(100) < oldPercent ? OLD : newest, store, pacing, atOnce);
    }

    /** Much is refused. */
    private static Wish<Change> tightWish(RandomGenerator random, int tanks) {
        int size = 20 + random.nextInt(3);
        return wish(random, tanks, random.nextInt(10) == 0, size, random.nextInt(-5, 8));
    }

    /** Little is refused. */
    private static Wish<Change> roomyWish(RandomGenerator random, int tanks) {
        return wish(random, tanks, random.nextInt(4) == 0, 1_000, random.nextInt(-5, 10));
    }

    private static Wish<Change> wish(
            RandomGenerator random, int tanks, boolean installs, int size, int litres) {
        String id = "t-" + random.nextInt(tanks);
        if (litres > 0 && random.nextInt(3) == 0) {
            String to = "t-" + random.nextInt(tanks);
            return envelope -> new Tank.Pour(id, to, litres, envelope);
        }
        return installs
                ? envelope -> new Tank.Install(id, size, envelope)
                : envelope -> new Tank.Fill(id, litres, envelope);
    }
}
