package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.testkit.ForwardingEventStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The event store as one request reaches it: calls get lost on the way there or back, come late or
 * twice, or are the last thing that the request does.
 *
 * <p>It fails as soon as a request reads, decides or answers anything while an append of its own is
 * open: one that may be stored or not, by now or later. It fails, too, where a request asks for a
 * version of which it was told that it is taken: that would never come to an end.
 */
final class CommandRequest extends ForwardingEventStore {

    private static final int LATE_SECONDS_MAX = 60;

    private final Turns turns;
    private final Diary diary;
    private final RandomGenerator random;
    private final CommandWeather weather;
    private final List<Happening> faults;
    private final BiConsumer<List<Commit>, List<Commit>> overtaken;
    private final Set<String> taken = new HashSet<>();
    private List<Commit> open = List.of();

    /**
     * Makes one.
     *
     * @param overtaken told what was sent and who had been faster, as soon as that is so
     */
    CommandRequest(
            EventStore store,
            Turns turns,
            Diary diary,
            RandomGenerator random,
            CommandWeather weather,
            List<Happening> faults,
            BiConsumer<List<Commit>, List<Commit>> overtaken) {
        super(store);
        this.turns = turns;
        this.diary = diary;
        this.random = random;
        this.weather = weather;
        this.faults = faults;
        this.overtaken = overtaken;
    }

    /** Whether an append is open. */
    boolean isOpen() {
        return !open.isEmpty();
    }

    @Override
    public Appended append(List<Commit> commits) {
        if (isOpen() && !open.equals(commits)) {
            throw new AssertionError(
                    "another append while %s is open: %s".formatted(open, commits));
        }
        if (commits.stream().map(CommandRequest::place).anyMatch(taken::contains)) {
            throw new AssertionError("sent though it is known to be taken: " + commits);
        }
        boolean wasOpen = isOpen();
        open = commits;
        try {
            Appended answer = call(() -> appendNow(commits), () -> arriveLate(commits));
            open = List.of();
            if (answer instanceof Appended.Taken(List<Commit> winners)) {
                winners.forEach(winner -> taken.add(place(winner)));
                diary.count(Happening.COMMAND_OVERTAKEN);
            }
            return answer;
        } catch (OutageException outage) {
            if (!outage.writeMayHaveLanded() && !wasOpen) {
                open = List.of();
            }
            throw outage;
        }
    }

    private Appended appendNow(List<Commit> commits) {
        Appended answer = super.append(commits);
        if (answer instanceof Appended.Taken(List<Commit> winners)) {
            overtaken.accept(commits, winners);
        }
        return answer;
    }

    private static String place(Commit commit) {
        return commit.stream() + "/" + commit.version();
    }

    @Override
    public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        return read(() -> super.readAfter(stream, version, commitsMax));
    }

    @Override
    public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
        return read(() -> super.readBack(stream, commitsFirst, enough));
    }

    private List<Commit> read(Supplier<List<Commit>> reading) {
        if (isOpen()) {
            throw new AssertionError("read while an append is open: " + open);
        }
        return call(reading, () -> {});
    }

    private <T> T call(Supplier<T> act, Runnable actLate) {
        turns.pass();
        mayCrash();
        Happening fault =
                random.nextInt(100) < weather.faultPercent()
                        ? faults.get(random.nextInt(faults.size()))
                        : null;
        if (fault != null) {
            diary.count(fault);
        }
        return switch (fault) {
            case REQUEST_LOST -> throw outage(fault, true);
            case THROTTLED -> throw outage(fault, false);
            case REQUEST_LATE -> {
                actLate.run();
                throw outage(fault, true);
            }
            case ANSWER_LOST -> {
                answer(act);
                throw outage(fault, true);
            }
            case ANSWER_LOST_AND_RETRIED -> {
                answer(act);
                yield answer(act);
            }
            case null -> answer(act);
            default -> throw new IllegalArgumentException("no fault of a call: " + fault);
        };
    }

    private <T> T answer(Supplier<T> act) {
        T answer = act.get();
        turns.pass();
        mayCrash();
        return answer;
    }

    /** The sender has given it up long ago when it arrives. */
    private void arriveLate(List<Commit> commits) {
        turns.start(() -> {
            turns.pause(Duration.ofMillis(random.nextInt(LATE_SECONDS_MAX * 1_000)));
            super.append(commits);
        });
    }

    private void mayCrash() {
        if (random.nextInt(1_000) < 10 * weather.crashPercent()) {
            diary.count(Happening.CRASHED);
            throw new Crash();
        }
    }

    private static OutageException outage(Happening what, boolean mayHaveLanded) {
        return new OutageException(mayHaveLanded, new IllegalStateException("torture: " + what));
    }
}
