package dev.orderstream.testing;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Lets the {@link UnitMeter} that is among a function's properties see its requests. */
@Singleton
@Requires(property = UnitMetering.METER)
final class UnitMetering implements BeanCreatedEventListener<DynamoDbClientBuilder> {

    /** The property, whose value is the object itself. */
    static final String METER = "testing.meter";

    private final UnitMeter meter;

    UnitMetering(@Property(name = METER) UnitMeter meter) {
        this.meter = meter;
    }

    @Override
    public DynamoDbClientBuilder onCreated(BeanCreatedEvent<DynamoDbClientBuilder> event) {
        DynamoDbClientBuilder builder = event.getBean();
        return builder.overrideConfiguration(
                builder.overrideConfiguration().toBuilder().addExecutionInterceptor(meter).build());
    }
}
