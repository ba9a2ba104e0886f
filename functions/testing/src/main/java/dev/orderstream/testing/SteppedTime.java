package dev.orderstream.testing;

import dev.orderstream.eventsourcing.Ticker;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/** Lets a function's waits pass by the ticker that is among its properties. */
@Singleton
@Requires(property = SteppedTime.TICKER)
public final class SteppedTime implements BeanCreatedEventListener<Ticker> {

    /** The property, whose value is the object itself. */
    public static final String TICKER = "testing.ticker";

    private final Ticker ticker;

    SteppedTime(@Property(name = TICKER) Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public Ticker onCreated(BeanCreatedEvent<Ticker> event) {
        return ticker;
    }
}
