package dev.orderstream.faults;

import dev.orderstream.dynamodblocal.faults.FaultyHttpClient;
import dev.orderstream.dynamodblocal.faults.Weather;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Lets the requests of a function meet the faults of the {@link Weather} that is among its
 * properties. Functions that are given the same one have one weather together.
 */
@Singleton
@Requires(property = FaultInjection.WEATHER)
public final class FaultInjection implements BeanCreatedEventListener<SdkHttpClient> {

    /** The property, whose value is the object itself. */
    public static final String WEATHER = "faults.weather";

    private final Weather weather;

    FaultInjection(@Property(name = WEATHER) Weather weather) {
        this.weather = weather;
    }

    @Override
    public SdkHttpClient onCreated(BeanCreatedEvent<SdkHttpClient> event) {
        return new FaultyHttpClient(event.getBean(), weather);
    }
}
