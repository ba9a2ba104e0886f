package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.HeartbeatSender;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryNotices;
import dev.orderstream.testkit.InMemoryViewStore;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryNotices notices = new InMemoryNotices();

    @Test
    void parked_streams_are_tried_again_though_the_heartbeat_fails() {
        StreamId stream = new StreamId("Pump", "p");
        notices.park(1, stream, 1, "no projection", NOW.minusSeconds(61));
        Tick tick =
                new Tick(
                        new HeartbeatSender(outOfOrder(EventStore.class)),
                        () -> List.of(readModel(1, notices)),
                        parked -> {},
                        () -> {},
                        () -> {},
                        InstantSource.fixed(NOW));

        assertThatThrownBy(tick::run).isInstanceOf(OutageException.class);

        assertThat(notices.all(1)).singleElement().matches(notice -> notice.tries() == 2);
    }

    @Test
    void parked_streams_of_a_generation_are_tried_again_though_those_of_another_fail() {
        StreamId stream = new StreamId("Pump", "p");
        notices.park(2, stream, 1, "no projection", NOW.minusSeconds(61));
        Tick tick =
                new Tick(
                        new HeartbeatSender(events),
                        () ->
                                List.of(
                                        readModel(1, outOfOrder(Notices.class)),
                                        readModel(2, notices)),
                        parked -> {},
                        () -> {},
                        () -> {},
                        InstantSource.fixed(NOW));

        assertThatThrownBy(tick::run).isInstanceOf(OutageException.class);

        assertThat(notices.all(2)).singleElement().matches(notice -> notice.tries() == 2);
    }

    @Test
    void it_is_told_how_many_streams_stay_parked_where_readers_are() {
        notices.park(1, new StreamId("Pump", "tried"), 1, "no projection", NOW.minusSeconds(61));
        notices.park(1, new StreamId("Pump", "waits"), 1, "no projection", NOW);
        notices.park(2, new StreamId("Pump", "beside"), 1, "no projection", NOW);
        ReadModel beside =
                new ReadModel(
                        2,
                        ReadModel.Role.BESIDE,
                        readModel(2, notices).catchUp(),
                        ParkedStreams.filling(notices, 2));
        List<Integer> told = new ArrayList<>();
        Tick tick =
                new Tick(
                        new HeartbeatSender(events),
                        () -> List.of(readModel(1, notices), beside),
                        told::add,
                        () -> {},
                        () -> {},
                        InstantSource.fixed(NOW));

        tick.run();

        assertThat(told).containsExactly(2);
    }

    private ReadModel readModel(int generation, Notices notices) {
        return new ReadModel(
                generation,
                ReadModel.Role.SERVING,
                new CatchUp(events, new InMemoryViewStore(), List.of(), new InMemoryDiscards()),
                ParkedStreams.serving(notices, generation));
    }

    /** A port of which each call fails. */
    private static <T> T outOfOrder(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(
                        port.getClassLoader(),
                        new Class<?>[] {port},
                        (proxy, method, arguments) -> {
                            throw new OutageException(true, new IllegalStateException("down"));
                        }));
    }
}
