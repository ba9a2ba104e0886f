package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Turns the stream event's attribute values into the SDK's. */
final class StreamImages {

    private StreamImages() {}

    /** The image, empty where a record has none. */
    static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> toSdk(
            @Nullable Map<String, AttributeValue> image) {
        Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> converted =
                new LinkedHashMap<>();
        if (image == null) {
            return converted;
        }
        image.forEach((name, value) -> converted.put(name, toSdk(value)));
        return converted;
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue toSdk(
            AttributeValue value) {
        var sdk = software.amazon.awssdk.services.dynamodb.model.AttributeValue.builder();
        if (value.getS() != null) {
            sdk.s(value.getS());
        } else if (value.getN() != null) {
            sdk.n(value.getN());
        } else if (value.getM() != null) {
            sdk.m(toSdk(value.getM()));
        } else if (value.getL() != null) {
            sdk.l(value.getL().stream().map(StreamImages::toSdk).toList());
        } else if (value.getB() != null) {
            sdk.b(bytes(value.getB()));
        } else if (value.getBOOL() != null) {
            sdk.bool(value.getBOOL());
        } else if (value.getSS() != null) {
            sdk.ss(value.getSS());
        } else if (value.getNS() != null) {
            sdk.ns(value.getNS());
        } else if (value.getBS() != null) {
            sdk.bs(value.getBS().stream().map(StreamImages::bytes).toList());
        } else {
            sdk.nul(true);
        }
        return sdk.build();
    }

    private static SdkBytes bytes(ByteBuffer buffer) {
        return SdkBytes.fromByteBuffer(buffer.duplicate());
    }
}
