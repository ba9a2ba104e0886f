package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Counters;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.ReadCost;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.ForwardingViewStore;
import dev.orderstream.testkit.torture.Invocation.Place;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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

    @Override
    public List<View> readAll(Collection<ViewKey> keys, Consistency consistency, ReadCost cost) {
        return reading(
                "",
                () -> {
                    keys.forEach(key -> world.lasting.checkNotDamaged(generation, key));
                    return super.readAll(keys, consistency, cost);
                });
    }

    @Override
    public List<HistoryEntry> history(
            String owner,
            long afterVersion,
            long upToVersion,
            int entriesMax,
            Consistency consistency) {
        return reading(
                owner,
                () -> super.history(owner, afterVersion, upToVersion, entriesMax, consistency));
    }

    @Override
    public List<Row> list(ListQuery query, ReadCost cost) {
        return reading(query.owner(), () -> super.list(query, cost));
    }

    @Override
    public Counters counters(ViewKey key, Consistency consistency) {
        return reading(key.owner(), () -> super.counters(key, consistency));
    }

    @Override
    public Set<String> found(Tokens tokens) {
        return reading("", () -> super.found(tokens));
    }

    @Override
    public Page scan(Segment segment, dev.orderstream.eventsourcing.@Nullable Place after) {
        return reading(
                "",
                () -> {
                    Page page = super.scan(segment, after);
                    return new Page(page.items().stream().map(this::asItIs).toList(), page.next());
                });
    }

    private Found asItIs(Found found) {
        return found instanceof Found.Shown(View view)
                        && world.lasting.isDamaged(generation, view.key())
                ? new Found.Unreadable(view.key())
                : found;
    }

    private <T> T reading(String owner, Supplier<T> read) {
        return invocation.call(
                place(owner),
                false,
                () -> {
                    checkTable(owner);
                    return read.get();
                });
    }

    @Override
    public boolean mend(ViewKey key, Counters previous, Map<String, BigDecimal> amounts) {
        return writing(key.owner(), () -> super.mend(key, previous, amounts));
    }

    @Override
    public boolean remove(View view) {
        return writing(view.key().owner(), () -> super.remove(view));
    }

    @Override
    public void removeUnreadable(ViewKey key) {
        invocation.run(
                place(key.owner()),
                () -> {
                    checkTable(key.owner());
                    super.removeUnreadable(key);
                    world.lasting.removed(generation, key);
                });
    }

    private boolean writing(String owner, BooleanSupplier write) {
        return invocation.call(
                place(owner),
                true,
                () -> {
                    checkTable(owner);
                    return write.getAsBoolean();
                });
    }

    /**
     * Fails where the generation's table is gone.
     *
     * @throws OutageException as an adapter has it: the generations have changed since they were
     *     read
     */
    private void checkTable(String owner) {
        if (!world.generations.hasTable(generation)) {
            throw invocation.suffer(place(owner), Happening.TABLE_MISSING, false);
        }
    }

    private Place place(String owner) {
        return new Place(generation, owner);
    }
}
