package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.Projected;
import dev.orderstream.eventsourcing.projector.Projector;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryHeartbeats;
import dev.orderstream.testkit.InMemoryNotices;
import dev.orderstream.testkit.InMemoryViewStore;
import dev.orderstream.testkit.Meter;
import dev.orderstream.testkit.Meter.Drawn;
import dev.orderstream.testkit.ScriptedEventStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Fill;
import dev.orderstream.testkit.Tank.Install;
import dev.orderstream.testkit.Tank.Installed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What code does about events that newer code has stored: in a deployment, or after a rollback. */
class NewerCodeTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");

    /** The codec of meters as it was before version 3. */
    private static final EventCodec<Meter.Event> OLD =
            new EventCodec<Meter.Event>()
                    .with(
                            "Drawn",
                            Schema.first().then(data -> data.with("unit", new Document.Text("l"))),
                            Drawn.class,
                            drawn ->
                                    Document.fields()
                                            .put("litres", drawn.amount())
                                            .put("unit", drawn.unit())
                                            .build(),
                            data -> new Drawn(data.decimal("litres"), data.text("unit"), null));

    private static final Meter.Event DRAWN = new Drawn(BigDecimal.TEN, "l", null);

    private final ScriptedEventStore events = new ScriptedEventStore();
    private final InMemoryViewStore views = new InMemoryViewStore();
    private final InMemoryNotices notices = new InMemoryNotices();
    private final CommandLoop<Tank.Change, Tank.State, Tank.Event, Tank.Refusal> tanks =
            new CommandLoop<>(
                    Tank.AGGREGATE,
                    events,
                    Pacing.standard(new FakeTicker(), new SplittableRandom(1)));

    @Test
    void the_projector_parks_a_stream_with_an_event_of_a_newer_schema_and_the_others_go_on() {
        Commit old = put("m", 1, OLD.encode(DRAWN));
        Commit newer = put("m", 2, Meter.CODEC.encode(DRAWN));
        Commit other = put("n", 1, OLD.encode(DRAWN));

        Projected projected = project(OLD, old, newer, other);

        assertThat(projected.firstFailed()).isEmpty();
        assertThat(drawn("m")).as("what comes before it is shown").isEqualTo(1);
        assertThat(drawn("n")).isEqualTo(1);
        assertThat(notices.all(1))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.stream()).isEqualTo(meter("m"));
                    assertThat(notice.version()).isEqualTo(2);
                    assertThat(notice.cause())
                            .contains("Drawn: this code reads schema 1 to 2, stored is 3");
                });
    }

    @Test
    void the_projector_parks_a_stream_with_an_event_of_a_newer_type() {
        project(OLD, put("m", 1, Meter.CODEC.encode(new Meter.Replaced())));

        assertThat(notices.all(1))
                .extracting(Notice::cause)
                .singleElement()
                .asString()
                .contains("unknown event type Replaced");
    }

    @Test
    void code_that_knows_the_schema_catches_up_what_was_parked_within_its_pause() {
        project(OLD, put("m", 1, OLD.encode(DRAWN)), put("m", 2, Meter.CODEC.encode(DRAWN)));
        put("m", 3, Meter.CODEC.encode(DRAWN));

        assertThat(retry(OLD, Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(drawn("m")).isEqualTo(1);

        assertThat(retry(Meter.CODEC, Duration.ofMinutes(3))).isZero();
        assertThat(drawn("m")).isEqualTo(3);
        assertThat(notices.all(1)).isEmpty();
    }

    @Test
    void code_that_knows_the_schema_catches_up_what_was_parked_with_the_streams_next_commit() {
        project(OLD, put("m", 1, OLD.encode(DRAWN)), put("m", 2, Meter.CODEC.encode(DRAWN)));

        project(Meter.CODEC, put("m", 3, Meter.CODEC.encode(DRAWN)));

        assertThat(drawn("m")).isEqualTo(3);
    }

    @Test
    void new_code_reads_what_old_code_has_stored() {
        project(Meter.CODEC, put("m", 1, OLD.encode(DRAWN)));

        assertThat(drawn("m")).isEqualTo(1);
        assertThat(notices.all(1)).isEmpty();
    }

    static Stream<StoredEvent> unknown() {
        return Stream.of(
                new StoredEvent("Moved", 99, Document.fields().put("litres", 1).build()),
                new StoredEvent("Exploded", 1, Document.Fields.NONE));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void a_command_for_a_stream_with_such_an_event_is_refused_and_stores_nothing(
            StoredEvent newer) {
        events.put(Tank.stream("t"), 1, new Installed(10));
        events.put(Commits.of(Tank.stream("t"), 2, List.of(newer)));

        assertRefused(new Fill("t", 1, Tank.envelope()));
        assertThat(events.calls()).containsExactly("load");
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void a_command_that_loses_its_race_to_such_an_event_is_refused_and_stores_nothing(
            StoredEvent newer) {
        events.put(Tank.stream("t"), 1, new Installed(10));
        events.beforeAppend(late -> events.put(Commits.of(late.stream(), 2, List.of(newer))));

        assertRefused(new Fill("t", 1, Tank.envelope()));
        assertThat(events.all(Tank.stream("t"))).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void a_repeated_create_that_newer_code_had_carried_out_is_refused(StoredEvent newer) {
        Install install = new Install("t", 10, Tank.envelope());
        Commit own =
                new Commit(
                        install.stream(),
                        1,
                        Tank.SENT,
                        List.of(newer),
                        install.envelope().origin());
        events.put(own);

        assertRefused(install);
        assertThat(events.all(install.stream())).containsExactly(own);
    }

    @Test
    void a_repeated_create_is_answered_from_its_own_commit_whatever_newer_code_has_added() {
        Commit.Origin origin = Commits.origin();
        Install install = new Install("t", 10, Tank.envelope(origin));
        tanks.handle(install);
        events.put(Commits.of(install.stream(), 2, List.of(unknown().findFirst().orElseThrow())));

        var repeated =
                tanks.handle(
                        new Install("t", 10, new Envelope(origin, Tank.SENT.plusSeconds(1), null)));

        assertThat(repeated)
                .isEqualTo(new Committed<>(install.stream(), 1, List.of(new Installed(10)), true));
    }

    private void assertRefused(Tank.Change command) {
        assertThatThrownBy(() -> tanks.handle(command)).isInstanceOf(UnreadableException.class);
    }

    private static StreamId meter(String id) {
        return new StreamId(Meter.CATEGORY, id);
    }

    private Commit put(String id, long version, StoredEvent event) {
        Commit commit = Commits.of(meter(id), version, List.of(event));
        assertThat(events.append(commit)).isInstanceOf(Appended.Written.class);
        return commit;
    }

    private Projected project(EventCodec<Meter.Event> codec, Commit... batch) {
        var parked = ParkedStreams.serving(notices, 1);
        var model = new ReadModel(1, ReadModel.Role.SERVING, catchUp(codec), parked);
        return new Projector(
                        () -> List.of(model),
                        new InMemoryHeartbeats(),
                        tasks -> tasks.forEach(Runnable::run),
                        InstantSource.fixed(NOON))
                .project(
                        Stream.of(batch)
                                .map(commit -> Doorbell.of(BigInteger.ONE, commit))
                                .toList());
    }

    private int retry(EventCodec<Meter.Event> codec, Duration later) {
        return ParkedStreams.serving(notices, 1).retry(catchUp(codec), NOON.plus(later));
    }

    private CatchUp catchUp(EventCodec<Meter.Event> codec) {
        return new CatchUp(events, views, List.of(new Drawings(codec)), new InMemoryDiscards());
    }

    private int drawn(String id) {
        return views.read(Drawings.viewKey(id), Consistency.STRONG)
                .map(view -> view.body().summary().integer("drawn"))
                .orElse(0);
    }

    /** How often water was drawn. */
    private record Drawings(EventCodec<Meter.Event> codec) implements Projection<Integer> {

        static ViewKey viewKey(String id) {
            return new ViewKey("METER", id, "VIEW");
        }

        @Override
        public String category() {
            return Meter.CATEGORY;
        }

        @Override
        public EventCodec<Meter.Event> events() {
            return codec;
        }

        @Override
        public ViewKey key(String id) {
            return viewKey(id);
        }

        @Override
        public Integer evolve(@Nullable Integer drawn, Commit commit) {
            int before = drawn == null ? 0 : drawn;
            return before + (int) codec.decode(commit).filter(Drawn.class::isInstance).count();
        }

        @Override
        public ViewBody write(Integer drawn) {
            ViewKey all = new ViewKey("METERS", "all", "TOTALS");
            return new ViewBody(
                    Document.fields().put("drawn", drawn).build(),
                    Document.Fields.NONE,
                    new ViewBody.Listing(all.owner(), "meter", "meter"),
                    new ViewBody.Tally(all, Map.of("meters", BigDecimal.ONE)));
        }

        @Override
        public Integer read(ViewBody body) {
            return body.summary().integer("drawn");
        }
    }
}
