package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.Text;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.StateCodec;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The events of a water meter, whose stored forms have changed: what {@code
 * docs/evolving-events.md} shows.
 */
public final class Meter {

    public static final String CATEGORY = "Meter";

    public static final EventCodec<Event> CODEC =
            new EventCodec<Event>()
                    .with("Drawn", Drawn.SCHEMA, Drawn.class, Drawn::write, Drawn::read)
                    .with(
                            "Replaced",
                            Schema.first(),
                            Replaced.class,
                            event -> Fields.NONE,
                            data -> new Replaced());

    public static final StateCodec<State> STATES =
            new StateCodec<>(State.SCHEMA, State::write, State::read);

    private Meter() {}

    /** What happens at a meter. */
    public sealed interface Event {}

    /** Water was drawn. */
    public record Drawn(BigDecimal amount, String unit, @Nullable String note) implements Event {

        static final Schema SCHEMA =
                Schema.first()
                        // 1 → 2: every meter counted litres then.
                        .then(data -> data.with("unit", new Text("l")))
                        // 2 → 3: with other units, "litres" had become the wrong name.
                        .then(data ->
                                data.with("amount", new Decimal(data.decimal("litres")))
                                        .without("litres"));

        private Fields write() {
            return Document.fields()
                    .put("amount", amount)
                    .put("unit", unit)
                    .put("note", note)
                    .build();
        }

        private static Drawn read(Fields data) {
            return new Drawn(data.decimal("amount"), data.text("unit"), data.textOrNull("note"));
        }
    }

    /** The meter was replaced by another one. */
    public record Replaced() implements Event {}

    /** What the meters have counted so far, the replaced ones included. */
    public record State(int meters, int drawings) {

        // Version 1 did not count the meters, which only the events can tell.
        static final Schema SCHEMA = Schema.startingAt(2);

        private Fields write() {
            return Document.fields().put("meters", meters).put("drawings", drawings).build();
        }

        private static State read(Fields data) {
            return new State(data.integer("meters"), data.integer("drawings"));
        }
    }
}
