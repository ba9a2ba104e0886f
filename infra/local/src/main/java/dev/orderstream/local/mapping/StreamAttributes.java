package dev.orderstream.local.mapping;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/** The SDK's attribute values as those of a Lambda event. */
final class StreamAttributes {

    private StreamAttributes() {}

    static Map<String, AttributeValue> of(
            Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        item.forEach((name, value) -> attributes.put(name, of(value)));
        return attributes;
    }

    static AttributeValue of(software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
        AttributeValue attribute = new AttributeValue();
        return switch (value.type()) {
            case S -> attribute.withS(value.s());
            case N -> attribute.withN(value.n());
            case B -> attribute.withB(bytes(value.b()));
            case SS -> attribute.withSS(value.ss());
            case NS -> attribute.withNS(value.ns());
            case BS -> attribute.withBS(value.bs().stream().map(StreamAttributes::bytes).toList());
            case M -> attribute.withM(of(value.m()));
            case L -> attribute.withL(value.l().stream().map(StreamAttributes::of).toList());
            case BOOL -> attribute.withBOOL(value.bool());
            case NUL -> attribute.withNULL(value.nul());
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalArgumentException(
                            "expected an attribute of a known type, got " + value);
        };
    }

    private static ByteBuffer bytes(SdkBytes bytes) {
        return ByteBuffer.wrap(bytes.asByteArray());
    }
}
