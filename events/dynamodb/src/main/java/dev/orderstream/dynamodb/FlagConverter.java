package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.UnreadableException;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** True or false as BOOL and as nothing else: a text or a number is not guessed at. */
final class FlagConverter implements AttributeConverter<Boolean> {

    @Override
    public AttributeValue transformFrom(Boolean flag) {
        return AttributeValue.fromBool(flag);
    }

    @Override
    public Boolean transformTo(AttributeValue value) {
        if (value.bool() == null) {
            throw new UnreadableException("expected true or false, got " + value.type());
        }
        return value.bool();
    }

    @Override
    public EnhancedType<Boolean> type() {
        return EnhancedType.of(Boolean.class);
    }

    @Override
    public AttributeValueType attributeValueType() {
        return AttributeValueType.BOOL;
    }
}
