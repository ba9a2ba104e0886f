package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import dev.orderstream.eventsourcing.rebuild.ViewLimits;
import dev.orderstream.testkit.InMemoryLedger;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The ledger, which fails as soon as it says what may never be. */
final class WatchedLedger implements GenerationLedger {

    private final World world;
    private final InMemoryLedger ledger;
    private final Set<Integer> used = new HashSet<>(Set.of(GenerationsInUse.FIRST));

    WatchedLedger(World world) {
        this.world = world;
        this.ledger = world.generations.kept;
    }

    @Override
    public Ledger read() {
        return ledger.read();
    }

    @Override
    public boolean replace(Ledger previous, Ledger next) {
        Ledger before = ledger.read();
        return checked(before, ledger.replace(previous, next));
    }

    @Override
    public boolean replace(
            Ledger previous,
            Ledger next,
            Operation previousOperation,
            Operation nextOperation,
            ViewLimits limits) {
        Ledger before = ledger.read();
        return checked(
                before, ledger.replace(previous, next, previousOperation, nextOperation, limits));
    }

    private boolean checked(Ledger before, boolean replaced) {
        if (replaced) {
            Ledger after = ledger.read();
            checkNumbers(before, after);
            after.beside().values().forEach(this::checkIsFilled);
            if (after.serving() != before.serving()) {
                world.diary.note(
                        Happening.GENERATION_FLIPPED, () -> Integer.toString(after.serving()));
                checkShownStays(before.serving(), after.serving());
            }
        }
        return replaced;
    }

    private void checkNumbers(Ledger before, Ledger after) {
        for (int generation : filling(after)) {
            if (!filling(before).contains(generation)) {
                world.diary.note(Happening.GENERATION_ADDED, () -> Integer.toString(generation));
                if (!used.add(generation)) {
                    throw new AssertionError("a number is used again: " + after);
                }
            }
        }
        if (filling(after).size() > 1) {
            throw new AssertionError("more than one generation is filled: " + after);
        }
    }

    private static Set<Integer> filling(Ledger ledger) {
        return ledger.beside().keySet().stream()
                .filter(each -> ledger.beside().get(each) instanceof Beside.Filling)
                .collect(Collectors.toSet());
    }

    private void checkIsFilled(Beside state) {
        if (state instanceof Beside.Filling(String operation, int revision)
                && world.generations
                        .operations
                        .find(operation)
                        .filter(Operation::isRunning)
                        .isEmpty()) {
            throw new AssertionError("filled by an operation that does not run: " + operation);
        }
    }

    /** Whoever has seen a version sees it, or it rings still. */
    private void checkShownStays(int before, int after) {
        world.streams().forEach(stream -> checkShownStays(stream, before, after));
    }

    private void checkShownStays(StreamId stream, int before, int after) {
        long needed = Math.min(world.shown(before, stream), world.generations.answered(stream));
        long shown = world.shown(after, stream);
        if (shown < needed) {
            throw new AssertionError(
                    "a flip takes back what was shown: %s from version %d to %d, noted: %s"
                            .formatted(stream, needed, shown, world.notices.find(after, stream)));
        }
    }
}
