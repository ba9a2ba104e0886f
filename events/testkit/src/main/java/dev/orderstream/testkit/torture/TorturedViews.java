package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.ForwardingViewStore;
import dev.orderstream.testkit.torture.Invocation.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The views of a generation as an invocation reaches them. */
final class TorturedViews extends ForwardingViewStore {

    private final World world;
    private final Invocation invocation;
    private final int generation;

    TorturedViews(World world, Invocation invocation, int generation) {
        super(world.generations.views(generation));
        this.world = world;
        this.invocation = invocation;
        this.generation = generation;
    }

    @Override
    public Optional<View> read(ViewKey key, Consistency consistency) {
        return invocation.call(
                place(key.owner()),
                false,
                () -> {
                    checkTable(key.owner());
                    Optional<View> read = super.read(key, consistency);
                    if (read.isPresent()) {
                        world.lasting.checkNotDamaged(generation, key);
                    }
                    world.spoiled.wasRead(generation, key);
                    return read;
                });
    }

    @Override
    public boolean replace(@Nullable View previous, View next) {
        return invocation.call(
                place(next.key().owner()),
                true,
                () -> {
                    checkTable(next.key().owner());
                    world.lasting.checkTaken(generation, next.key(), next.version());
                    boolean replaced = super.replace(previous, next);
                    if (!replaced) {
                        world.diary.note(Happening.RACE_LOST, next.key()::toString);
                    }
                    return replaced;
                });
    }

    @Override
    public void putAhead(String owner, List<HistoryEntry> history, Tokens tokens) {
        invocation.run(
                place(owner),
                () -> {
                    checkTable(owner);
                    super.putAhead(owner, history, tokens);
                });
    }

    /**
     * Fails where the generation's table is gone.
     *
     * @throws OutageException as an adapter has it: the generations have changed since they were
     *     read
     */
    private void checkTable(String owner) {
        if (!world.generations.isInUse(generation)) {
            throw invocation.suffer(place(owner), Happening.TABLE_MISSING, false);
        }
    }

    private Place place(String owner) {
        return new Place(generation, owner);
    }
}
