package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.projector.Projector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fills the second generation with all commits while the projector writes it, too. */
final class Rebuild implements Runnable {

    private final World world;

    Rebuild(World world) {
        this.world = world;
        world.othersAtWork++;
    }

    @Override
    public void run() {
        while (!isFilled()) {
            world.turns.pass();
        }
        world.diary.note(Happening.GENERATION_FILLED, () -> "2");
        world.generations.complete(GenerationsInUse.SECOND);
        world.othersAtWork--;
    }

    /** False where it has to begin anew. */
    private boolean isFilled() {
        Invocation invocation = new Invocation(world);
        Projector projector =
                new Projector(
                        () -> invocation.readModelToFill(GenerationsInUse.SECOND),
                        new TorturedHeartbeats(world, invocation),
                        world.turns::atOnce,
                        world.turns);
        try {
            projector.projectAll(new Pages(invocation));
            return true;
        } catch (OutageException | Crash again) {
            return false;
        }
    }

    /** All commits in no order, some at a time. */
    private final class Pages implements AllCommits {
        private final Invocation invocation;

        Pages(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public Page read(Segment segment, @Nullable Place after) {
            throw new UnsupportedOperationException("only all pages are read");
        }

        @Override
        public long estimate() {
            return world.appended.size();
        }

        @Override
        public void forEachPage(Consumer<List<Doorbell>> page) {
            List<Commit> left = new ArrayList<>(world.appended);
            Collections.shuffle(left, world.random);
            while (!left.isEmpty()) {
                List<Doorbell> taken = take(left);
                page.accept(invocation.call(Invocation.EVERYTHING, false, () -> taken));
            }
        }

        private List<Doorbell> take(List<Commit> left) {
            int size = Math.min(left.size(), 1 + world.random.nextInt(world.weather.batchMax()));
            List<Commit> taken = left.subList(0, size);
            List<Doorbell> page = taken.stream().map(commit -> world.doorbell(0, commit)).toList();
            taken.clear();
            return page;
        }
    }
}
