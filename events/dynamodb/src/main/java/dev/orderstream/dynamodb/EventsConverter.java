package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.UnreadableException;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The events of a commit as a list of maps {@code {type, schema, data}}. */
final class EventsConverter implements AttributeConverter<List<StoredEvent>> {

    @Override
    public AttributeValue transformFrom(List<StoredEvent> events) {
        return AttributeValue.fromL(events.stream().map(EventsConverter::write).toList());
    }

    private static AttributeValue write(StoredEvent event) {
        return DocumentConverter.write(
                Document.fields()
                        .put("type", event.type())
                        .put("schema", event.schema())
                        .put("data", event.data())
                        .build());
    }

    @Override
    public List<StoredEvent> transformTo(AttributeValue value) {
        if (!value.hasL()) {
            throw new UnreadableException("events: expected a list, got " + value.type());
        }
        return value.l().stream().map(EventsConverter::read).toList();
    }

    private static StoredEvent read(AttributeValue value) {
        Fields event = DocumentConverter.readFields(value);
        try {
            return new StoredEvent(
                    event.text("type"), event.integer("schema"), event.fields("data"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("event: " + e.getMessage(), e);
        }
    }

    @Override
    public EnhancedType<List<StoredEvent>> type() {
        return EnhancedType.listOf(StoredEvent.class);
    }

    @Override
    public AttributeValueType attributeValueType() {
        return AttributeValueType.L;
    }
}
