package dev.orderstream.testing;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The clock of a function under test, where its properties have one. */
@Singleton
@Requires(property = TestClock.CLOCK)
public final class TestClock implements BeanCreatedEventListener<InstantSource> {

    /** The property, whose value is the object itself. */
    static final String CLOCK = "testing.clock";

    private final InstantSource clock;

    TestClock(@Property(name = CLOCK) InstantSource clock) {
        this.clock = clock;
    }

    /** The same properties for a function that has this clock. */
    public static Map<String, Object> in(Map<String, Object> properties, InstantSource clock) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(CLOCK, clock);
        return all;
    }

    @Override
    public InstantSource onCreated(BeanCreatedEvent<InstantSource> event) {
        return clock;
    }
}
