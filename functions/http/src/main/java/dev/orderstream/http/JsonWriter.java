package dev.orderstream.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Timestamps;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON object member by member. Decimals come out as they are, in plain notation with all
 * their digits: {@code 25.20}, {@code 1000.00}.
 */
public final class JsonWriter {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    /** A call of the generator: it writes to memory, so its checked exception can't come. */
    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    private final JsonGenerator generator;

    private JsonWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    /** The text of an object with these members. */
    public static String object(Consumer<JsonWriter> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.writeStartObject();
            members.accept(new JsonWriter(generator));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    public JsonWriter text(String name, @Nullable String value) {
        return call(() -> generator.writeStringField(name, value));
    }

    public JsonWriter time(String name, @Nullable Instant value) {
        return text(name, value == null ? null : Timestamps.format(value));
    }

    public JsonWriter number(String name, long value) {
        return call(() -> generator.writeNumberField(name, value));
    }

    public JsonWriter decimal(String name, BigDecimal value) {
        return call(() -> generator.writeNumberField(name, value));
    }

    public JsonWriter flag(String name, boolean value) {
        return call(() -> generator.writeBooleanField(name, value));
    }

    public JsonWriter nothing(String name) {
        return call(() -> generator.writeNullField(name));
    }

    public JsonWriter object(String name, Consumer<JsonWriter> members) {
        call(() -> generator.writeObjectFieldStart(name));
        members.accept(this);
        return call(generator::writeEndObject);
    }

    /** A list of objects. */
    public <T> JsonWriter list(String name, Iterable<T> values, BiConsumer<JsonWriter, T> members) {
        call(() -> generator.writeArrayFieldStart(name));
        for (T value : values) {
            call(generator::writeStartObject);
            members.accept(this, value);
            call(generator::writeEndObject);
        }
        return call(generator::writeEndArray);
    }

    /** A list of texts. */
    public JsonWriter texts(String name, Iterable<String> values) {
        call(() -> generator.writeArrayFieldStart(name));
        for (String value : values) {
            call(() -> generator.writeString(value));
        }
        return call(generator::writeEndArray);
    }

    /** A value that is JSON already. */
    public JsonWriter json(String name, String value) {
        call(() -> generator.writeFieldName(name));
        return call(() -> generator.writeRawValue(value));
    }

    /** A document as it is. */
    public JsonWriter document(String name, Document value) {
        call(() -> generator.writeFieldName(name));
        return document(value);
    }

    private JsonWriter document(Document document) {
        switch (document) {
            case Document.Text(String value) -> call(() -> generator.writeString(value));
            case Document.Decimal(BigDecimal value) -> call(() -> generator.writeNumber(value));
            case Document.Sequence sequence -> {
                call(generator::writeStartArray);
                sequence.values().forEach(this::document);
                call(generator::writeEndArray);
            }
            case Document.Fields fields -> {
                call(generator::writeStartObject);
                fields.values().forEach(this::document);
                call(generator::writeEndObject);
            }
        }
        return this;
    }

    private JsonWriter call(Call call) {
        try {
            call.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
