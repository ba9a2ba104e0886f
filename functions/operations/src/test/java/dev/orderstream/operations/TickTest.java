package dev.orderstream.operations;

import static java.util.stream.Collectors.toMap;
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
import dev.orderstream.testkit.InMemoryHeartbeats;
import dev.orderstream.testkit.InMemoryNotices;
import dev.orderstream.testkit.InMemoryViewStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TickTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryNotices notices = new InMemoryNotices();
    private final InMemoryHeartbeats heartbeats = new InMemoryHeartbeats();

    @Test
    void parked_streams_are_tried_again_though_the_heartbeats_fail() {
        StreamId stream = new StreamId("Pump", "p");
        notices.park(1, stream, 1, "no projection", NOW.minusSeconds(61));
        Tick tick =
                new Tick(
                        sender(outOfOrder(EventStore.class)),
                        lag -> {},
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
                        sender(events),
                        lag -> {},
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
                        sender(events),
                        lag -> {},
                        () -> List.of(readModel(1, notices), beside),
                        told::add,
                        () -> {},
                        () -> {},
                        InstantSource.fixed(NOW));

        tick.run();

        assertThat(told).containsExactly(2);
    }

    @Test
    void the_lag_is_told_as_it_was_before_the_next_heartbeats_were_sent() {
        List<Duration> told = new ArrayList<>();
        tickAt(NOW, told);
        assertThat(told).as("nothing is known before the first").isEmpty();

        tickAt(NOW.plusSeconds(60), told);
        heartbeats.arrived(
                IntStream.range(0, 16).boxed().collect(toMap(n -> n, n -> NOW.plusSeconds(60))),
                NOW.plusSeconds(61));
        tickAt(NOW.plusSeconds(120), told);

        assertThat(told)
                .as("while no projector runs, and after it has caught up")
                .containsExactly(Duration.ofSeconds(60), Duration.ZERO);
    }

    private void tickAt(Instant now, List<Duration> told) {
        new Tick(
                        sender(events),
                        told::add,
                        () -> List.of(readModel(1, notices)),
                        parked -> {},
                        () -> {},
                        () -> {},
                        InstantSource.fixed(now))
                .run();
    }

    private HeartbeatSender sender(EventStore store) {
        return new HeartbeatSender(store, heartbeats, tasks -> tasks.forEach(Runnable::run));
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
