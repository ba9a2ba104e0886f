package dev.orderstream.runtime;

import dev.orderstream.dynamodb.CallLimits;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Bounds the calls of the client that Micronaut makes. */
@Singleton
final class DynamoDbLimits implements BeanCreatedEventListener<DynamoDbClientBuilder> {

    @Override
    public DynamoDbClientBuilder onCreated(BeanCreatedEvent<DynamoDbClientBuilder> event) {
        return CallLimits.set(event.getBean());
    }
}
