package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.Sequence;
import dev.orderstream.eventsourcing.Document.Text;
import dev.orderstream.eventsourcing.UnreadableException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Documents as attribute values: text is S, a decimal N, a list L, fields M. */
final class DocumentConverter implements AttributeConverter<Fields> {

    static AttributeValue write(Document document) {
        return switch (document) {
            case Text(String value) -> AttributeValue.fromS(value);
            case Decimal(BigDecimal value) -> AttributeValue.fromN(value.toPlainString());
            case Sequence sequence ->
                    AttributeValue.fromL(
                            sequence.values().stream().map(DocumentConverter::write).toList());
            case Fields fields -> {
                Map<String, AttributeValue> values = new LinkedHashMap<>();
                fields.values().forEach((name, value) -> values.put(name, write(value)));
                yield AttributeValue.fromM(values);
            }
        };
    }

    static Document read(AttributeValue value) {
        return switch (value.type()) {
            case S -> new Text(value.s());
            case N -> new Decimal(new BigDecimal(value.n()));
            case L -> new Sequence(value.l().stream().map(DocumentConverter::read).toList());
            case M -> readFields(value);
            default -> throw new UnreadableException("no document holds a " + value.type());
        };
    }

    static Fields readFields(AttributeValue value) {
        if (!value.hasM()) {
            throw new UnreadableException("expected a map, got " + value.type());
        }
        Map<String, Document> fields = new LinkedHashMap<>();
        value.m().forEach((name, field) -> fields.put(name, read(field)));
        return new Fields(fields);
    }

    @Override
    public AttributeValue transformFrom(Fields input) {
        return write(input);
    }

    @Override
    public Fields transformTo(AttributeValue input) {
        return readFields(input);
    }

    @Override
    public EnhancedType<Fields> type() {
        return EnhancedType.of(Fields.class);
    }

    @Override
    public AttributeValueType attributeValueType() {
        return AttributeValueType.M;
    }
}
