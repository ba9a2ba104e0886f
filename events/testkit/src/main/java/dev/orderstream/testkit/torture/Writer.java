package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.verify.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Who writes the commits, one after another, and in between lets happen what is to happen once: the
 * code is mended, generations come and go, views are spoiled. In the end it waits until nothing is
 * left to be done.
 */
final class Writer implements Runnable {

    private static final int SPOILED_MAX = 6;
    private static final int REBUILDS_MAX = 3;
    private static final int RUNG_AGAIN = 30;
    private static final Duration MENDED_LATER_MAX = Duration.ofMinutes(30);
    private static final Duration SETTLING_MAX = Duration.ofHours(4);
    private static final Duration SETTLING_PAUSE = Duration.ofSeconds(10);

    private final World world;
    private final List<Commit> commits;
    private final Operator operator;
    private int written;
    private final TreeMap<Integer, List<Runnable>> agenda = new TreeMap<>();

    Writer(World world, List<Commit> commits) {
        this.world = world;
        this.commits = commits;
        this.operator = new Operator(world);
        world.lasting.choose(commits, world.random);
        planOperations();
        planSpoiled();
        if (world.random.nextInt(3) == 0) {
            plan(world.random.nextInt(commits.size() / 2, commits.size() + 1), this::mend);
        }
    }

    private void plan(int afterCommits, Runnable act) {
        agenda.computeIfAbsent(afterCommits, none -> new ArrayList<>()).add(act);
    }

    /** Rebuilds are asked for, one while another runs, and some are given up. */
    private void planOperations() {
        int rebuilds = world.random.nextInt(REBUILDS_MAX + 1);
        for (int i = 0; i < rebuilds; i++) {
            // Rather early, so that it has to do with faults before they are mended.
            int moment = world.random.nextInt(1 + world.random.nextInt(commits.size()));
            plan(moment, operator::rebuild);
            if (world.random.nextBoolean()) {
                plan(Math.min(moment + world.random.nextInt(40), commits.size()), this::ringAgain);
            }
            int aborted = world.random.nextInt(6);
            if (aborted == 0) {
                plan(world.random.nextInt(moment, commits.size() + 1), operator::abort);
            } else if (aborted == 1) {
                plan(Math.min(moment + world.random.nextInt(20), commits.size()), operator::abort);
            }
        }
        if (world.random.nextInt(3) == 0) {
            boolean repair = !world.blind && world.random.nextBoolean();
            plan(world.random.nextInt(commits.size()), () -> operator.verify(repair));
        }
    }

    /** Somebody replays old records while a generation is filled: views are there in part. */
    private void ringAgain() {
        for (int i = 0; i < RUNG_AGAIN && written > 0; i++) {
            world.dropped.add(commits.get(world.random.nextInt(written)));
        }
        world.diary.count(Happening.RUNG_AGAIN);
    }

    private void planSpoiled() {
        int spoiled = world.random.nextInt(SPOILED_MAX);
        for (int i = 0; i < spoiled; i++) {
            plan(world.random.nextInt(commits.size() + 1), this::spoilSome);
        }
    }

    @Override
    public void run() {
        for (; written <= commits.size(); written++) {
            agenda.getOrDefault(written, List.of()).forEach(Runnable::run);
            world.turns.pause(
                    Duration.ofMillis(world.random.nextInt(world.weather.writerPauseMillisMax())));
            if (written < commits.size()) {
                world.append(commits.get(written));
            }
        }
        world.calm = true;
        if (world.lasting.stand()) {
            awaitOperations();
            mend();
        }
        if (world.blind) {
            world.spoiled.repairAll();
        }
        settle();
        if (world.blind) {
            new Verdict(world, world.generations.serving(), commits).check();
        } else {
            end(operator.verify(true));
        }
        if (world.random.nextInt(3) == 0) {
            end(operator.rebuild());
        }
        checkVerified(end(operator.verify(false)));
        settleGenerations();
        world.over = true;
    }

    private void settle() {
        await("left to be done", this::isSettled);
    }

    private void await(String what, BooleanSupplier isSo) {
        Duration waited = Duration.ZERO;
        while (!isSo.getAsBoolean()) {
            if (waited.compareTo(SETTLING_MAX) > 0) {
                throw new AssertionError(
                        "it never settles, %s: %d records dropped, parked %s, operations %s"
                                .formatted(
                                        what,
                                        world.dropped.size(),
                                        world.notices(),
                                        world.generations.operations.running()));
            }
            world.turns.pause(SETTLING_PAUSE);
            waited = waited.plus(SETTLING_PAUSE);
        }
    }

    private boolean isSettled() {
        return world.shards.stream().allMatch(Shard::isDrained)
                && world.dropped.isEmpty()
                && world.othersAtWork == 0
                && world.generations.operations.running().isEmpty()
                && world.notices().isEmpty();
    }

    /** Nothing is in the way of an operation any more. */
    private Operation end(Optional<String> asked) {
        settle();
        Operation ended = world.generations.operations.find(asked.orElseThrow()).orElseThrow();
        if (ended.status() != Status.SUCCEEDED) {
            throw new AssertionError("an operation failed in calm weather: " + ended);
        }
        return ended;
    }

    private static void checkVerified(Operation verification) {
        Findings found = Findings.read(verification.result());
        if (found.differing() + found.undecided() + found.parked() > 0) {
            throw new AssertionError("not as it should be: " + found);
        }
    }

    /** Nothing stays of a generation that is gone. */
    private void settleGenerations() {
        await("generations", () -> world.ledger.read().beside().isEmpty());
        int serving = world.generations.serving();
        if (!world.generations.tables().equals(Set.of(serving))) {
            throw new AssertionError(
                    "tables %s are left, %d serves".formatted(world.generations.tables(), serving));
        }
        for (int generation = 1; generation <= world.ledger.read().highest(); generation++) {
            if (world.notices.all(generation).findAny().isPresent()) {
                throw new AssertionError("notices are left in generation " + generation);
            }
        }
    }

    /** The worst for what runs: it comes to its end before the code is mended. */
    private void awaitOperations() {
        Duration waited = Duration.ZERO;
        while (!world.generations.operations.running().isEmpty()
                && waited.compareTo(MENDED_LATER_MAX) < 0) {
            world.turns.pause(SETTLING_PAUSE);
            waited = waited.plus(SETTLING_PAUSE);
        }
    }

    private void mend() {
        if (world.lasting.stand()) {
            world.diary.note(Happening.MENDED, () -> "all lasting faults");
            world.lasting.mend();
        }
    }

    private void spoilSome() {
        List<Integer> generations = world.generations.written();
        world.spoiled.spoil(
                generations.get(world.random.nextInt(generations.size())),
                commits.get(world.random.nextInt(commits.size())).stream());
    }
}
