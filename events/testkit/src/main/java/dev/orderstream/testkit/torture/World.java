package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Lease;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryHeartbeats;
import dev.orderstream.testkit.InMemoryNotices;
import dev.orderstream.testkit.torture.Invocation.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that the actors of one run share: the stores, the shards, the weather, the diary. */
final class World {

    static final int ALL = Integer.MAX_VALUE;

    /** Of the projections as they are now. */
    static final int CODE_REVISION = 1;

    private static final List<Happening> TROUBLES =
            List.of(
                    Happening.SLOW,
                    Happening.REQUEST_LOST,
                    Happening.THROTTLED,
                    Happening.ANSWER_LOST,
                    Happening.ANSWER_LOST_AND_RETRIED);

    final RandomGenerator random;
    final Weather weather;
    final Turns turns;
    final Diary diary;
    final Parts parts;
    final Straight straight;
    final LastingFaults lasting;
    final List<? extends Projection<?>> projections;
    final InMemoryEventStore events = new InMemoryEventStore();
    final InMemoryDiscards discards = new InMemoryDiscards();
    final InMemoryHeartbeats heartbeats = new InMemoryHeartbeats();
    final GenerationsInUse generations;
    final InMemoryNotices notices;
    final WatchedLedger ledger;
    final Reader reader;
    final SpoiledViews spoiled;
    final List<Shard> shards = new ArrayList<>();
    private final Set<StreamId> streams = new LinkedHashSet<>();
    final List<Commit> dropped = new ArrayList<>();

    /** Whether all has to come right without a verification that mends it. */
    final boolean blind;

    /** That ever were. */
    int workers;

    int workersAtWork;

    /** Whoever is at work besides mappings and ticks, and has to come to an end. */
    int othersAtWork;

    /** No more troubles: what is left of them has to come to its end. */
    boolean calm;

    boolean over;

    World(List<? extends Projection<?>> projections, Parts parts, RandomGenerator random) {
        this.random = random;
        this.parts = parts;
        this.weather = Weather.random(random);
        this.turns = new Turns(random, weather.passPercent(), weather.callMillisMax());
        this.diary = new Diary(turns);
        this.straight = new Straight(projections);
        this.generations = new GenerationsInUse(straight);
        this.notices = new InMemoryNotices(generations.kept);
        this.ledger = new WatchedLedger(this);
        this.reader = new Reader(this);
        this.blind = random.nextBoolean();
        this.lasting = new LastingFaults(straight);
        this.projections = projections.stream().map(lasting::in).toList();
        this.spoiled = new SpoiledViews(this);
        for (int number = 0; number < weather.shards(); number++) {
            shards.add(new Shard(this, number));
        }
    }

    boolean chance(int percent) {
        return !calm && random.nextInt(100) < percent;
    }

    /** What goes wrong with a call, if anything does. */
    @Nullable Happening trouble(Place place) {
        if (isBeside(place.generation()) && chance(weather.throttledBesidePercent())) {
            return Happening.THROTTLED;
        }
        return !calm && random.nextInt(1_000) < weather.faultPerMille()
                ? TROUBLES.get(random.nextInt(TROUBLES.size()))
                : null;
    }

    private boolean isBeside(int generation) {
        return generations.isWritten(generation) && generation != generations.serving();
    }

    /** Adds a commit to the event store, and a record of it to some shard. */
    Appended append(Commit commit) {
        Appended answer = events.append(commit);
        if (answer instanceof Appended.Written) {
            if (!isHeartbeat(commit.stream())) {
                streams.add(commit.stream());
            }
            shards.get(random.nextInt(shards.size())).add(commit);
        }
        return answer;
    }

    /** A commit as it rings: now and then what was read of it is only that it is there. */
    Doorbell doorbell(long place, Commit commit) {
        boolean without = chance(weather.withoutCommitPercent());
        if (without) {
            diary.count(Happening.WITHOUT_COMMIT);
        }
        return new Doorbell(
                BigInteger.valueOf(place),
                commit.stream(),
                commit.version(),
                without || lasting.isUnreadable(commit) ? Optional.empty() : Optional.of(commit));
    }

    List<Commit> commits(StreamId stream, long upToVersion) {
        return events.readAfter(stream, 0, Math.toIntExact(upToVersion));
    }

    List<Commit> allCommits(StreamId stream) {
        return events.readAfter(stream, 0, ALL);
    }

    List<Notice> notices() {
        return generations.written().stream().flatMap(notices::all).toList();
    }

    /** The streams that there are commits of. */
    List<StreamId> streams() {
        return List.copyOf(streams);
    }

    /** The version that the view of a stream has in a generation, 0 where it can't be read. */
    long shown(int generation, StreamId stream) {
        ViewKey key = straight.key(stream);
        return lasting.isDamaged(generation, key) ? 0 : generations.views(generation).version(key);
    }

    /** Notes what became of an operation. */
    void noteProgress(boolean replaced, Operation previous, Operation next) {
        if (!replaced) {
            return;
        }
        if (!next.isRunning()) {
            diary.note(ended(next), () -> next.id() + " " + next.result());
        }
        Lease before = previous.lease();
        Lease after = next.lease();
        if (before != null && after != null && !before.holder().equals(after.holder())) {
            diary.note(Happening.WORKER_OVERTAKEN, before::holder);
        }
    }

    private static Happening ended(Operation operation) {
        return switch (operation.status()) {
            case SUCCEEDED ->
                    operation.kind() == Kind.REBUILD ? Happening.REBUILT : Happening.VERIFIED;
            case FAILED -> Happening.OPERATION_FAILED;
            case ABORTED -> Happening.OPERATION_ABORTED;
            case RUNNING -> throw new IllegalStateException("it runs");
        };
    }

    static boolean isHeartbeat(StreamId stream) {
        return stream.category().equals(Heartbeat.CATEGORY);
    }
}
