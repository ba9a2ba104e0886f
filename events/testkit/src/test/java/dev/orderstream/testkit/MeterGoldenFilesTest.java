package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.testkit.Meter.Drawn;
import dev.orderstream.testkit.Meter.Event;
import dev.orderstream.testkit.Meter.Replaced;
import dev.orderstream.testkit.Meter.State;
import java.math.BigDecimal;
import java.util.Map;

class MeterGoldenFilesTest extends GoldenFilesContract<State, Event> {

    @Override
    protected Class<Event> eventType() {
        return Event.class;
    }

    @Override
    protected EventCodec<Event> events() {
        return Meter.CODEC;
    }

    @Override
    protected StateCodec<State> states() {
        return Meter.STATES;
    }

    @Override
    protected Map<String, Event> goldenEvents() {
        return Map.of(
                "Drawn.v1.json", new Drawn(new BigDecimal("12.5"), "l", null),
                "Drawn.v2.json", new Drawn(new BigDecimal("3"), "gal", null),
                "Drawn.v3.json", new Drawn(new BigDecimal("3"), "gal", null),
                "Drawn.v3-noted.json", new Drawn(new BigDecimal("12.5"), "l", "garden"),
                "Replaced.v1.json", new Replaced());
    }

    @Override
    protected Map<String, State> goldenStates() {
        return Map.of("Meter.snapshot.v2.json", new State(2, 17));
    }
}
