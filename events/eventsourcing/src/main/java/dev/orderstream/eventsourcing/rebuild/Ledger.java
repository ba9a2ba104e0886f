package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.view.Generations.InUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each generation of the read model is for. Every change is one conditional write of the whole
 * ledger, so that it is decided on what it changes.
 *
 * @param revision rises with each change
 * @param servingBy the operation that has let the serving one serve; null for the first
 * @param highest the highest number that was ever used: none is used twice
 * @param beside the others, by their numbers
 */
public record Ledger(
        long revision,
        int serving,
        @Nullable String servingBy,
        int highest,
        SortedMap<Integer, Beside> beside) {

    /** Longer than any call of a function, which may still write what it was told of. */
    private static final Duration DROPPING_FOR = Duration.ofMinutes(20);

    /** What a generation is for that does not serve. */
    public sealed interface Beside {

        /**
         * It is being filled.
         *
         * @param operation that fills it
         * @param codeRevision of the projections that it is filled by
         */
        record Filling(String operation, int codeRevision) implements Beside {}

        /** It is left by its readers and still written for them. */
        record Retiring(Instant until) implements Beside {
            public Retiring {
                until = Timestamps.truncate(until);
            }
        }

        /** Nobody reads it and nobody is to write it any more. */
        record Dropping(Instant since) implements Beside {
            public Dropping {
                since = Timestamps.truncate(since);
            }
        }
    }

    public Ledger {
        beside = Collections.unmodifiableSortedMap(new TreeMap<>(beside));
    }

    /** As it is before the first rebuild. */
    public static Ledger first(int generation) {
        return new Ledger(1, generation, null, generation, Collections.emptySortedMap());
    }

    public InUse inUse() {
        SortedMap<Integer, Integer> written = new TreeMap<>();
        beside.forEach((generation, state) -> {
            switch (state) {
                case Beside.Filling filling -> written.put(generation, filling.codeRevision());
                case Beside.Retiring retiring -> written.put(generation, 0);
                case Beside.Dropping dropping -> {}
            }
        });
        return new InUse(serving, written);
    }

    /** The generation that an operation fills. */
    public Optional<Integer> filledBy(String operation) {
        return all(Beside.Filling.class)
                .filter(generation -> isFilledBy(operation, beside.get(generation)))
                .findFirst();
    }

    private static boolean isFilledBy(String operation, @Nullable Beside state) {
        return state instanceof Beside.Filling(String by, int revision) && by.equals(operation);
    }

    public boolean isServingBy(String operation) {
        return operation.equals(servingBy);
    }

    /** Whether nobody reads or writes a generation any more. */
    boolean isGivenUp(int generation) {
        return generation != serving
                && switch (beside.get(generation)) {
                    case Beside.Filling filling -> false;
                    case Beside.Retiring retiring -> false;
                    case Beside.Dropping dropping -> true;
                    case null -> true;
                };
    }

    /** Those in a state, by their numbers. */
    Stream<Integer> all(Class<? extends Beside> state) {
        return beside.keySet().stream().filter(each -> state.isInstance(beside.get(each)));
    }

    /** Nothing else has changed. */
    Ledger touched() {
        return next(serving, servingBy, highest, beside);
    }

    /** A number above all that were ever used is filled by an operation. */
    Ledger claimed(String operation, int codeRevision, int generation) {
        if (generation <= highest) {
            throw new IllegalArgumentException(
                    "generation: expected more than %d, got %d".formatted(highest, generation));
        }
        return next(
                serving,
                servingBy,
                generation,
                with(generation, new Beside.Filling(operation, codeRevision)));
    }

    /** What an operation has filled serves; what has served is left. */
    Ledger flipped(int generation, String operation, Instant retiringUntil) {
        SortedMap<Integer, Beside> others = with(serving, new Beside.Retiring(retiringUntil));
        others.remove(generation);
        return next(generation, operation, highest, others);
    }

    /** Nobody is to write a generation any more. */
    Ledger dropped(int generation, Instant now) {
        return next(serving, servingBy, highest, with(generation, new Beside.Dropping(now)));
    }

    /** A generation is gone. */
    Ledger without(int generation) {
        SortedMap<Integer, Beside> others = new TreeMap<>(beside);
        others.remove(generation);
        return next(serving, servingBy, highest, others);
    }

    /** Those that no reader can be at any more. */
    Stream<Integer> left(Instant now) {
        return all(Beside.Retiring.class)
                .filter(each ->
                        beside.get(each) instanceof Beside.Retiring(Instant until)
                                && !now.isBefore(until));
    }

    /** Those that no writer can be at any more. */
    Stream<Integer> abandoned(Instant now) {
        return all(Beside.Dropping.class)
                .filter(each ->
                        beside.get(each) instanceof Beside.Dropping(Instant since)
                                && !now.isBefore(since.plus(DROPPING_FOR)));
    }

    private SortedMap<Integer, Beside> with(int generation, Beside state) {
        SortedMap<Integer, Beside> others = new TreeMap<>(beside);
        others.put(generation, state);
        return others;
    }

    private Ledger next(
            int nextServing,
            @Nullable String by,
            int nextHighest,
            SortedMap<Integer, Beside> others) {
        return new Ledger(revision + 1, nextServing, by, nextHighest, others);
    }
}
