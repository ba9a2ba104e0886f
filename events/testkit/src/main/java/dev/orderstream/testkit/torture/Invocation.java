package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.projector.ReadModel.Role;
import dev.orderstream.eventsourcing.view.Generations.InUse;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call of a function: each call that it makes to a port may fail or let others go ahead, and it
 * may die between two. It remembers what it suffered, which excuses what comes of it.
 */
final class Invocation {

    private static final int CALLS_BEFORE_CRASH_MAX = 40;
    private static final int CALLS_OF_WORKER_BEFORE_CRASH_MAX = 400;
    private static final int ASLEEP_MILLIS_MAX = 240_000;
    private static final int SLOW_MILLIS_MAX = 60_000;

    /** What Lambda gives it at the most. */
    private static final Duration TIME_MAX = Duration.ofMinutes(15);

    /** What a call to a port is about; the subject is the owner of the views of a stream. */
    record Place(int generation, String subject) {}

    /** Of no generation, or of no stream. */
    static final Place EVERYTHING = new Place(0, "");

    private final World world;
    private final Set<Place> suffered = new HashSet<>();
    private final Map<Integer, Boolean> serving = new HashMap<>();
    private final Set<Integer> served = new HashSet<>();
    private final Set<StreamId> parked = new HashSet<>();
    private final Instant diesAt;
    private final int asleepPerMille;
    private int callsLeft;
    private boolean dead;

    Invocation(World world) {
        this(world, CALLS_BEFORE_CRASH_MAX, 0);
    }

    /** One that works for long and now and then sleeps, as a laptop does. */
    static Invocation ofWorker(World world) {
        return new Invocation(
                world, CALLS_OF_WORKER_BEFORE_CRASH_MAX, world.weather.secondPercent());
    }

    private Invocation(World world, int callsBeforeCrashMax, int asleepPerMille) {
        this.world = world;
        this.asleepPerMille = asleepPerMille;
        this.diesAt = world.turns.instant().plus(TIME_MAX);
        this.callsLeft =
                world.chance(world.weather.crashPercent())
                        ? 1 + world.random.nextInt(callsBeforeCrashMax)
                        : Integer.MAX_VALUE;
    }

    /** The generations as the function reads them, and a projector over each. */
    Supplier<List<ReadModel>> readModels() {
        return world.parts
                .readModels()
                .apply(() -> call(EVERYTHING, false, this::generationsInUse));
    }

    /** As above, for a batch: it notes which generation serves, since the others hold nobody up. */
    Supplier<List<ReadModel>> readModelsForBatch() {
        Supplier<List<ReadModel>> read = readModels();
        return () -> noted(read.get());
    }

    private List<ReadModel> noted(List<ReadModel> models) {
        for (ReadModel model : models) {
            serving.put(model.generation(), model.serving());
            if (model.serving()) {
                served.add(model.generation());
            }
        }
        return models;
    }

    /** Now and then it is of an older release, which leaves new generations to newer code. */
    private List<ReadModel> generationsInUse() {
        InUse inUse = world.generations.inUse();
        boolean older = world.chance(world.weather.olderCodePercent());
        List<ReadModel> models = new ArrayList<>();
        int serving = inUse.serving();
        models.add(
                readModel(
                        serving, Role.SERVING, notices -> ParkedStreams.serving(notices, serving)));
        inUse.beside()
                .forEach((generation, revision) ->
                        models.add(
                                readModel(
                                        generation,
                                        role(revision, older),
                                        notices ->
                                                ParkedStreams.beside(
                                                        notices, generation, serving))));
        return models;
    }

    private Role role(int revision, boolean older) {
        Role role = ReadModel.beside(revision, World.CODE_REVISION - (older ? 1 : 0));
        if (role == Role.NEWER) {
            world.diary.count(Happening.LEFT_TO_NEWER_CODE);
        }
        return role;
    }

    private ReadModel readModel(
            int generation, Role role, Function<Notices, ParkedStreams> parked) {
        return readModel(
                generation,
                role,
                world.parts.events().apply(events(generation)),
                world.parts.views().apply(views(generation)),
                parked.apply(world.parts.notices().apply(notices())));
    }

    /** A generation as it is reached through ports that are this invocation's. */
    ReadModel readModel(
            int generation, Role role, EventStore events, ViewStore views, ParkedStreams parked) {
        return new ReadModel(
                generation,
                role,
                new CatchUp(events, views, world.projections, world.discards),
                parked);
    }

    EventStore events(int generation) {
        return new TorturedEvents(world, this, generation);
    }

    ViewStore views(int generation) {
        return new TorturedViews(world, this, generation);
    }

    Notices notices() {
        return new TorturedNotices(world, this);
    }

    /** A call to a port: others may go ahead before it and after it, and it may fail. */
    <T> T call(Place place, boolean writes, Supplier<T> act) {
        sleepNowAndThen();
        step();
        Happening trouble = world.trouble(place);
        if (trouble == Happening.REQUEST_LOST || trouble == Happening.THROTTLED) {
            throw suffer(place, trouble, false);
        }
        if (trouble == Happening.SLOW) {
            world.diary.note(trouble, place::toString);
            world.turns.pause(Duration.ofMillis(world.random.nextInt(SLOW_MILLIS_MAX)));
        }
        // Carried out even if the invocation died while it was slow: a request that is sent is
        // sent.
        T answer = act.get();
        step();
        if (trouble == Happening.ANSWER_LOST) {
            throw suffer(place, trouble, writes);
        }
        if (trouble == Happening.ANSWER_LOST_AND_RETRIED) {
            world.diary.note(trouble, place::toString);
            answer = act.get();
            step();
        }
        return answer;
    }

    void run(Place place, Runnable act) {
        call(
                place,
                true,
                () -> {
                    act.run();
                    return true;
                });
    }

    private void sleepNowAndThen() {
        if (asleepPerMille > 0 && !world.calm && world.random.nextInt(1_000) < asleepPerMille) {
            world.diary.note(Happening.WORKER_ASLEEP, () -> "between two calls");
            world.turns.pause(Duration.ofMillis(world.random.nextInt(ASLEEP_MILLIS_MAX)));
        }
    }

    private void step() {
        world.turns.pass();
        callsLeft--;
        if (callsLeft == 0 && !world.calm) {
            dead = true;
            world.diary.note(Happening.CRASHED, () -> "between two calls");
        }
        if (!dead && !world.turns.instant().isBefore(diesAt)) {
            dead = true;
            world.diary.note(Happening.OUT_OF_TIME, () -> "between two calls");
        }
        if (dead) {
            throw new Crash();
        }
    }

    /** An outage, which excuses that something has to come again. */
    OutageException suffer(Place place, Happening what, boolean mayHaveLanded) {
        suffered.add(place);
        world.diary.note(what, place::toString);
        return new OutageException(mayHaveLanded, new IllegalStateException("torture: " + what));
    }

    boolean suffered(Place place) {
        return suffered.contains(place);
    }

    /** True where a call about a stream failed in a generation that serves. */
    boolean sufferedWhereItServes(String subject) {
        return served.stream()
                .anyMatch(generation -> suffered.contains(new Place(generation, subject)));
    }

    /** True where a batch is worked on, and a generation does not serve as far as it knows. */
    boolean isBeside(int generation) {
        return serving.containsKey(generation) && !isServing(generation);
    }

    /** True where a batch is worked on, and a generation serves as far as it knows. */
    boolean isServing(int generation) {
        return serving.getOrDefault(generation, false);
    }

    /** How many streams it has parked in the generation that serves, with this one. */
    int park(StreamId stream) {
        parked.add(stream);
        return parked.size();
    }
}
