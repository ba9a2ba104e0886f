package dev.orderstream.local.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Records of a stream as the JSON that Lambda invokes a function with. */
final class EventJson {

    /** What an event takes beside its records. */
    static final int ENVELOPE_BYTES = "{\"Records\":[]}".length();

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private EventJson(JsonGenerator json) {
        this.json = json;
    }

    static String text(List<Record> records, String streamArn) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Records");
            for (Record record : records) {
                new EventJson(json).record(record, streamArn);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** How many bytes a record takes of an event, with the comma after it. */
    static int recordBytes(Record record, String streamArn) {
        CountingStream bytes = new CountingStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            new EventJson(json).record(record, streamArn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.count + 1;
    }

    private void record(Record record, String streamArn) throws IOException {
        json.writeStartObject();
        text("eventID", record.eventID());
        text("eventName", record.eventNameAsString());
        text("eventVersion", record.eventVersion());
        text("eventSource", StreamEvents.EVENT_SOURCE);
        text("awsRegion", record.awsRegion());
        text("eventSourceARN", streamArn);
        json.writeObjectFieldStart("dynamodb");
        change(record.dynamodb());
        json.writeEndObject();
        if (record.userIdentity() != null) {
            json.writeObjectFieldStart("userIdentity");
            text("principalId", record.userIdentity().principalId());
            text("type", record.userIdentity().type());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void change(StreamRecord change) throws IOException {
        if (change.approximateCreationDateTime() != null) {
            json.writeNumberField(
                    "ApproximateCreationDateTime",
                    change.approximateCreationDateTime().getEpochSecond());
        }
        item("Keys", change.keys());
        // An image that the change does not have is absent, not empty.
        if (change.hasNewImage()) {
            item("NewImage", change.newImage());
        }
        if (change.hasOldImage()) {
            item("OldImage", change.oldImage());
        }
        text("SequenceNumber", change.sequenceNumber());
        if (change.sizeBytes() != null) {
            json.writeNumberField("SizeBytes", change.sizeBytes());
        }
        text("StreamViewType", change.streamViewTypeAsString());
    }

    private void text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void item(String name, Map<String, AttributeValue> item) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            json.writeFieldName(attribute.getKey());
            value(attribute.getValue());
        }
        json.writeEndObject();
    }

    private void value(AttributeValue value) throws IOException {
        json.writeStartObject();
        switch (value.type()) {
            case S -> json.writeStringField("S", value.s());
            case N -> json.writeStringField("N", value.n());
            case B -> json.writeBinaryField("B", value.b().asByteArrayUnsafe());
            case SS -> texts("SS", value.ss());
            case NS -> texts("NS", value.ns());
            case BS -> binaries(value.bs());
            case M -> item("M", value.m());
            case L -> values(value.l());
            case BOOL -> json.writeBooleanField("BOOL", value.bool());
            case NUL -> json.writeBooleanField("NULL", value.nul());
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalArgumentException(
                            "expected an attribute of a known type, got " + value);
        }
        json.writeEndObject();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void binaries(List<SdkBytes> binaries) throws IOException {
        json.writeArrayFieldStart("BS");
        for (SdkBytes binary : binaries) {
            json.writeBinary(binary.asByteArrayUnsafe());
        }
        json.writeEndArray();
    }

    private void values(List<AttributeValue> values) throws IOException {
        json.writeArrayFieldStart("L");
        for (AttributeValue value : values) {
            value(value);
        }
        json.writeEndArray();
    }

    /** Counts what is written and keeps none of it. */
    private static final class CountingStream extends OutputStream {

        private int count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            count += length;
        }
    }
}
