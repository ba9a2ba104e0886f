package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Views that lack a commit, as if an earlier version of the code had left it out, and their repair,
 * which keeps the version and raises the revision.
 */
final class SpoiledViews {

    private final World world;
    private final Map<Place, StreamId> spoiled = new LinkedHashMap<>();

    private record Place(int generation, ViewKey key) {}

    SpoiledViews(World world) {
        this.world = world;
    }

    boolean isEmpty() {
        return spoiled.isEmpty();
    }

    void spoil(int generation, StreamId stream) {
        ViewKey key = world.straight.key(stream);
        Optional<View> view = read(generation, key);
        if (view.isPresent() && view.get().version() > 1) {
            world.lasting.spoil(stream);
            world.diary.note(Happening.SPOILED, () -> generation + " " + stream);
            spoiled.put(new Place(generation, key), stream);
            store(generation, view.get(), world.commits(stream, view.get().version() - 1));
        }
    }

    /** Somebody has read a view: the worst moment to repair it. */
    void wasRead(int generation, ViewKey key) {
        if (!spoiled.isEmpty() && world.random.nextBoolean()) {
            repair(new Place(generation, key));
        }
    }

    void repairAll() {
        List.copyOf(spoiled.keySet()).forEach(this::repair);
    }

    private void repair(Place place) {
        StreamId stream = spoiled.remove(place);
        if (stream != null) {
            read(place.generation(), place.key())
                    .ifPresent(view -> {
                        world.diary.note(
                                Happening.REPAIRED, () -> place.generation() + " " + stream);
                        store(place.generation(), view, world.commits(stream, view.version()));
                    });
        }
    }

    private Optional<View> read(int generation, ViewKey key) {
        return world.generations.views(generation).read(key, Consistency.STRONG);
    }

    /** A foreign writer, who obeys the rules of the store as the projector does. */
    private void store(int generation, View before, List<Commit> commits) {
        ViewBody body = world.straight.body(commits);
        View next = new View(before.key(), before.version(), before.revision() + 1, body);
        ViewStore views = world.generations.views(generation);
        // All of them: whatever the view before says of itself may be wrong.
        views.putAhead(next.key().owner(), List.of(), world.straight.tokens(next));
        if (!views.replace(before, next)) {
            throw new AssertionError("nobody else has a turn");
        }
    }
}
