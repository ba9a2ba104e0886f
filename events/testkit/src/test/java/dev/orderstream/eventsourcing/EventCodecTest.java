package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Document.Text;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Event;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCodecTest {

    private record Picky(int size) {
        private Picky {
            if (size < 1) {
                throw new IllegalArgumentException("size: expected 1 or more, got " + size);
            }
        }
    }

    /** Once it had degrees Fahrenheit, then Celsius, and now says where, too. */
    private record Measured(int celsius, String where) {}

    private final EventCodec<Event> codec = Tank.CODEC;

    private final EventCodec<Measured> measurements =
            new EventCodec<Measured>()
                    .with(
                            "Measured",
                            Schema.first()
                                    .then(data ->
                                            Document.fields()
                                                    .put(
                                                            "celsius",
                                                            (data.integer("fahrenheit") - 32L)
                                                                    * 5
                                                                    / 9)
                                                    .build())
                                    .then(data ->
                                            data.with(
                                                    "where",
                                                    new Text(
                                                            data.integer("celsius") > 90
                                                                    ? "kettle"
                                                                    : "room"))),
                            Measured.class,
                            event ->
                                    Document.fields()
                                            .put("celsius", event.celsius())
                                            .put("where", event.where())
                                            .build(),
                            data -> new Measured(data.integer("celsius"), data.text("where")));

    @Test
    void an_event_is_stored_under_its_name_and_schema() {
        assertThat(codec.encode(new Moved(-3)))
                .isEqualTo(
                        new StoredEvent("Moved", 1, Document.fields().put("litres", -3).build()));
    }

    @Test
    void a_commit_is_decoded_in_its_order() {
        List<Event> events = List.of(new Installed(10), new Moved(7), new Moved(-7));

        Commit commit = Commits.of(Tank.stream("t"), 1, codec.encode(events));

        assertThat(codec.decode(commit)).isEqualTo(events);
    }

    @Test
    void an_event_that_was_not_registered_is_refused() {
        EventCodec<Event> empty = new EventCodec<>();

        assertThatThrownBy(() -> empty.encode(new Moved(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Moved.class.getName());
    }

    @Test
    void an_unknown_type_can_not_be_read() {
        assertUnreadable(new StoredEvent("Exploded", 1, Document.Fields.NONE), "Exploded");
    }

    @Test
    void another_schema_can_not_be_read() {
        StoredEvent newer = new StoredEvent("Moved", 2, Document.fields().put("litres", 1).build());

        assertUnreadable(newer, "Moved: this code reads schema 1 to 1, stored is 2");
    }

    @Test
    void a_payload_that_lacks_a_field_can_not_be_read() {
        assertUnreadable(new StoredEvent("Moved", 1, Document.Fields.NONE), "litres is missing");
    }

    @Test
    void a_payload_that_its_event_refuses_can_not_be_read() {
        var picky =
                new EventCodec<Picky>()
                        .with(
                                "Picky",
                                Schema.first(),
                                Picky.class,
                                event -> Document.Fields.NONE,
                                data -> new Picky(data.integer("size")));
        StoredEvent stored = new StoredEvent("Picky", 1, Document.fields().put("size", 0).build());

        assertThatThrownBy(() -> picky.decode(stored))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("Picky: size: expected 1 or more, got 0");
    }

    @Test
    void an_event_of_any_stored_version_is_lifted_step_by_step() {
        Document.Fields first = Document.fields().put("fahrenheit", 212).build();
        Document.Fields second = Document.fields().put("celsius", 20).build();
        Measured third = new Measured(100, "desert");

        assertThat(measurements.decode(new StoredEvent("Measured", 1, first)))
                .isEqualTo(new Measured(100, "kettle"));
        assertThat(measurements.decode(new StoredEvent("Measured", 2, second)))
                .isEqualTo(new Measured(20, "room"));
        assertThat(measurements.decode(measurements.encode(third))).isEqualTo(third);
    }

    @Test
    void an_event_is_stored_under_the_newest_version_of_its_form() {
        assertThat(measurements.encode(new Measured(20, "room")).schema()).isEqualTo(3);
        assertThat(measurements.schemas()).containsOnlyKeys("Measured");
        assertThat(measurements.schemas().get("Measured"))
                .extracting(Schema::oldest, Schema::current)
                .containsExactly(1, 3);
    }

    @Test
    void a_payload_that_can_not_be_lifted_is_told_with_the_name_of_its_type() {
        assertThatThrownBy(() ->
                        measurements.decode(new StoredEvent("Measured", 1, Document.Fields.NONE)))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("Measured: field fahrenheit is missing");
        assertThatThrownBy(() ->
                        measurements.decode(new StoredEvent("Measured", 4, Document.Fields.NONE)))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("Measured: this code reads schema 1 to 3, stored is 4");
    }

    @Test
    void a_name_or_a_class_is_registered_once() {
        EventCodec<Object> registered = with(new EventCodec<>(), "Text", String.class);

        assertThatThrownBy(() -> with(registered, "Text", Integer.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("registered twice: Text");
        assertThatThrownBy(() -> with(registered, "Other", String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("registered twice: Other");
    }

    private static <T> EventCodec<Object> with(
            EventCodec<Object> codec, String name, Class<T> type) {
        return codec.with(
                name, Schema.first(), type, event -> Document.Fields.NONE, data -> type.cast(data));
    }

    private void assertUnreadable(StoredEvent stored, String message) {
        assertThatThrownBy(() -> codec.decode(stored))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(message);
    }
}
