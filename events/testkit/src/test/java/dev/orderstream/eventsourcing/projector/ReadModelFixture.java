package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.projector.ReadModel.Role;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.testkit.ForwardingViewStore;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryViewStore;
import dev.orderstream.testkit.TankProjection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A generation of the views of tanks, some of which can't be stored. */
final class ReadModelFixture extends ForwardingViewStore {

    private static final TankProjection PROJECTION = new TankProjection();

    private final int generation;
    private final CatchUp catchUp;
    private final Notices notices;
    private final Set<String> refused = new HashSet<>();
    private final Set<String> outOfReach = new HashSet<>();
    private Runnable beforeReplace = () -> {};

    ReadModelFixture(int generation, EventStore events, Notices notices) {
        super(new InMemoryViewStore());
        this.generation = generation;
        this.catchUp = new CatchUp(events, this, List.of(PROJECTION), new InMemoryDiscards());
        this.notices = notices;
    }

    ReadModel serving() {
        return readModel(Role.SERVING, ParkedStreams.serving(notices, generation));
    }

    ReadModel beside(int serving) {
        return readModel(Role.BESIDE, ParkedStreams.beside(notices, generation, serving));
    }

    ReadModel filling() {
        return readModel(Role.BESIDE, ParkedStreams.filling(notices, generation));
    }

    private ReadModel readModel(Role role, ParkedStreams parked) {
        return new ReadModel(generation, role, catchUp, parked);
    }

    /** Takes no view of a tank: a lasting fault. */
    void refuse(String tank) {
        refused.add(tank);
    }

    /** Does not answer when a view of a tank is stored: a passing fault. */
    void loseReach(String tank) {
        outOfReach.add(tank);
    }

    /** Ends all faults. */
    void mend() {
        refused.clear();
        outOfReach.clear();
    }

    /** Runs once, before the next view that is stored. */
    void beforeReplace(Runnable act) {
        beforeReplace = act;
    }

    long version(String tank) {
        return read(PROJECTION.key(tank), Consistency.STRONG).map(View::version).orElse(0L);
    }

    @Override
    public boolean replace(@Nullable View previous, View next) {
        Runnable act = beforeReplace;
        beforeReplace = () -> {};
        act.run();
        String tank = next.key().id();
        if (refused.contains(tank)) {
            throw new RefusedException(new IllegalStateException("too large"));
        }
        if (outOfReach.contains(tank)) {
            throw new OutageException(false, new IllegalStateException("no route"));
        }
        return super.replace(previous, next);
    }
}
