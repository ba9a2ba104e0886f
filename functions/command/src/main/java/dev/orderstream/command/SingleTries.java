package dev.orderstream.command;

import dev.orderstream.dynamodb.CallLimits;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Leaves it to the command loop to try a call of DynamoDB again. */
@Singleton
final class SingleTries implements BeanCreatedEventListener<DynamoDbClientBuilder> {

    @Override
    public DynamoDbClientBuilder onCreated(BeanCreatedEvent<DynamoDbClientBuilder> event) {
        return CallLimits.tryOnce(event.getBean());
    }
}
