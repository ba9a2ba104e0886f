package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.torture.Invocation.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notices as an invocation reaches them. Nobody is parked without a reason that lasts. */
final class TorturedNotices implements Notices {

    /** A call to the notices failed: whoever was to be parked has to come again. */
    static final Place NOTICES = new Place(0, "notices");

    /** More streams than this are never parked at once in a generation that serves. */
    static final int PARKED_AT_ONCE_MAX = 10;

    /** Time for others to park the stream again. */
    private static final int SLOW_PERCENT = 20;

    private static final int SLOW_MILLIS_MAX = 60_000;

    private final World world;
    private final Invocation invocation;

    TorturedNotices(World world, Invocation invocation) {
        this.world = world;
        this.invocation = invocation;
    }

    @Override
    public void park(int generation, StreamId stream, long version, String cause, Instant now) {
        if (!world.lasting.excuse(generation, stream, version)) {
            throw new AssertionError(
                    "parked without a lasting fault: %s at version %d: %s"
                            .formatted(stream, version, cause));
        }
        invocation.run(NOTICES, () -> world.notices.park(generation, stream, version, cause, now));
        world.diary.note(
                Happening.PARKED,
                () -> "%d %s at %d: %s".formatted(generation, stream, version, cause));
        if (invocation.isServing(generation) && invocation.park(stream) > PARKED_AT_ONCE_MAX) {
            throw new AssertionError("more streams parked at once than is allowed");
        }
    }

    @Override
    public List<Notice> page(int generation, @Nullable StreamId after, int noticesMax) {
        return invocation.call(
                NOTICES, false, () -> world.notices.page(generation, after, noticesMax));
    }

    @Override
    public boolean parkBeside(
            int generation, StreamId stream, long version, String cause, Instant now) {
        maybeSlow(() -> "park %s beside in %d".formatted(stream, generation));
        boolean parked =
                invocation.call(
                        NOTICES,
                        true,
                        () -> world.notices.parkBeside(generation, stream, version, cause, now));
        world.diary.note(
                Happening.PARKED_BESIDE,
                () -> "%d %s at %d: %s".formatted(generation, stream, version, cause));
        if (!parked) {
            invocation.suffer(NOTICES, Happening.ROLE_CHANGED, false);
        }
        return parked;
    }

    @Override
    public Optional<Notice> find(int generation, StreamId stream) {
        return invocation.call(NOTICES, false, () -> world.notices.find(generation, stream));
    }

    @Override
    public void removeAll(int generation) {
        invocation.run(NOTICES, () -> world.notices.removeAll(generation));
    }

    @Override
    public void remove(Notice notice) {
        maybeSlow(() -> "remove " + notice);
        invocation.run(NOTICES, () -> removeNow(notice));
    }

    private void maybeSlow(Supplier<String> what) {
        if (world.chance(SLOW_PERCENT)) {
            world.diary.note(Happening.SLOW, what);
            world.turns.pause(Duration.ofMillis(world.random.nextInt(SLOW_MILLIS_MAX)));
        }
    }

    private void removeNow(Notice notice) {
        boolean unchanged =
                world.notices
                        .find(notice.generation(), notice.stream())
                        .equals(Optional.of(notice));
        world.diary.note(
                unchanged ? Happening.UNPARKED : Happening.NOTICE_CHANGED, notice::toString);
        if (unchanged && isBehind(notice)) {
            throw new AssertionError("a notice is taken back that stands for something: " + notice);
        }
        world.notices.remove(notice);
    }

    private boolean isBehind(Notice notice) {
        ViewKey key = world.straight.key(notice.stream());
        return world.generations.isWritten(notice.generation())
                && world.generations.views(notice.generation()).version(key) < notice.version();
    }
}
