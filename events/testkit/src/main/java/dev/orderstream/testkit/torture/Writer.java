package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Who writes the commits, one after another, and in between lets happen what is to happen once: the
 * code is mended, generations come and go, views are spoiled. In the end it waits until nothing is
 * left to be done.
 */
final class Writer implements Runnable {

    private static final int SPOILED_MAX = 6;
    private static final Duration SETTLING_MAX = Duration.ofHours(4);
    private static final Duration SETTLING_PAUSE = Duration.ofSeconds(10);

    private final World world;
    private final List<Commit> commits;
    private final TreeMap<Integer, List<Runnable>> agenda = new TreeMap<>();

    Writer(World world, List<Commit> commits) {
        this.world = world;
        this.commits = commits;
        world.lasting.choose(commits, world.random);
        planGenerations();
        planSpoiled();
        plan(world.random.nextInt(commits.size() / 2, commits.size() + 1), this::mend);
    }

    private void plan(int afterCommits, Runnable act) {
        agenda.computeIfAbsent(afterCommits, none -> new ArrayList<>()).add(act);
    }

    /** A second generation appears, is filled, serves and is the only one; or less than that. */
    private void planGenerations() {
        List<Runnable> steps = List.of(this::addGeneration, this::flip, this::deleteGeneration);
        List<Integer> moments =
                world.random
                        .ints(world.random.nextInt(steps.size() + 1), 0, commits.size() + 1)
                        .sorted()
                        .boxed()
                        .toList();
        for (int i = 0; i < moments.size(); i++) {
            plan(moments.get(i), steps.get(i));
        }
    }

    private void planSpoiled() {
        int spoiled = world.random.nextInt(SPOILED_MAX);
        for (int i = 0; i < spoiled; i++) {
            plan(world.random.nextInt(commits.size() + 1), this::spoilSome);
        }
    }

    @Override
    public void run() {
        for (int written = 0; written <= commits.size(); written++) {
            agenda.getOrDefault(written, List.of()).forEach(Runnable::run);
            world.turns.pause(
                    Duration.ofMillis(world.random.nextInt(world.weather.writerPauseMillisMax())));
            if (written < commits.size()) {
                world.append(commits.get(written));
            }
        }
        world.calm = true;
        mend();
        world.spoiled.repairAll();
        settle();
        world.over = true;
    }

    private void settle() {
        Duration waited = Duration.ZERO;
        while (!isSettled()) {
            if (waited.compareTo(SETTLING_MAX) > 0) {
                throw new AssertionError(
                        "it never settles: %d records dropped, parked %s"
                                .formatted(world.dropped.size(), world.notices()));
            }
            world.turns.pause(SETTLING_PAUSE);
            waited = waited.plus(SETTLING_PAUSE);
        }
    }

    private boolean isSettled() {
        return world.shards.stream().allMatch(Shard::isDrained)
                && world.dropped.isEmpty()
                && world.othersAtWork == 0
                && world.notices().isEmpty();
    }

    private void mend() {
        if (world.lasting.stand()) {
            world.diary.note(Happening.MENDED, () -> "all lasting faults");
            world.lasting.mend();
        }
    }

    private void spoilSome() {
        List<Integer> generations = world.generations.inUse();
        world.spoiled.spoil(
                generations.get(world.random.nextInt(generations.size())),
                commits.get(world.random.nextInt(commits.size())).stream());
    }

    /** Half of the second generations are never filled, and so they never serve. */
    private void addGeneration() {
        world.diary.note(Happening.GENERATION_ADDED, () -> "2");
        world.generations.add(GenerationsInUse.SECOND);
        if (world.random.nextBoolean()) {
            world.turns.start(new Rebuild(world));
        }
    }

    private void flip() {
        if (world.generations.isComplete(GenerationsInUse.SECOND)) {
            world.diary.note(Happening.GENERATION_FLIPPED, () -> "2");
            world.generations.serve(GenerationsInUse.SECOND);
        }
    }

    private void deleteGeneration() {
        if (world.generations.serving() == GenerationsInUse.SECOND) {
            world.diary.note(Happening.GENERATION_DELETED, () -> "1");
            world.generations.delete(GenerationsInUse.FIRST);
        }
    }
}
