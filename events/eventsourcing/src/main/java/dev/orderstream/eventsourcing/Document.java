package dev.orderstream.eventsourcing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value as the ports exchange it: text, an exact decimal, a list or named fields. What a store
 * makes of it is the store's business. There is no null: a field that has no value is absent.
 */
public sealed interface Document {

    /** Unicode text. */
    record Text(String value) implements Document {}

    /** An exact decimal, equal by value: {@code 25.20} is {@code 25.2}, as it is to a database. */
    record Decimal(BigDecimal value) implements Document {
        public Decimal {
            value = value.stripTrailingZeros();
        }
    }

    /** Values in an order that matters. */
    record Sequence(List<Document> values) implements Document {
        public Sequence {
            values = List.copyOf(values);
        }
    }

    /** Named values; the order of the names is kept for the reader and means nothing. */
    record Fields(Map<String, Document> values) implements Document {

        public static final Fields NONE = new Fields(Map.of());

        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        public String text(String name) {
            return required(name, Text.class).value();
        }

        public @Nullable String textOrNull(String name) {
            return optional(name, Text.class).map(Text::value).orElse(null);
        }

        public BigDecimal decimal(String name) {
            return required(name, Decimal.class).value();
        }

        public int integer(String name) {
            try {
                return decimal(name).intValueExact();
            } catch (ArithmeticException e) {
                throw new UnreadableException("field " + name + ": expected a whole number", e);
            }
        }

        public Fields fields(String name) {
            return required(name, Fields.class);
        }

        /** These with one more, or another value for one. */
        public Fields with(String name, Document value) {
            Map<String, Document> more = new LinkedHashMap<>(values);
            more.put(name, value);
            return new Fields(more);
        }

        /** These without one, where it is there. */
        public Fields without(String name) {
            Map<String, Document> fewer = new LinkedHashMap<>(values);
            fewer.remove(name);
            return new Fields(fewer);
        }

        /** The list called {@code name}, each of its fields read by {@code reader}. */
        public <T> List<T> list(String name, Function<Fields, T> reader) {
            return required(name, Sequence.class).values().stream()
                    .map(value -> reader.apply(as(name, Fields.class, value)))
                    .toList();
        }

        private <T extends Document> T required(String name, Class<T> kind) {
            return optional(name, kind)
                    .orElseThrow(() -> new UnreadableException("field " + name + " is missing"));
        }

        private <T extends Document> Optional<T> optional(String name, Class<T> kind) {
            return Optional.ofNullable(values.get(name)).map(value -> as(name, kind, value));
        }

        private static <T extends Document> T as(String name, Class<T> kind, Document value) {
            if (!kind.isInstance(value)) {
                throw new UnreadableException(
                        "field %s: expected %s, got %s"
                                .formatted(
                                        name,
                                        kind.getSimpleName(),
                                        value.getClass().getSimpleName()));
            }
            return kind.cast(value);
        }
    }

    /** Fields under construction: a null value leaves its name out. */
    final class FieldsBuilder {
        private final Map<String, Document> values = new LinkedHashMap<>();

        private FieldsBuilder() {}

        public FieldsBuilder put(String name, @Nullable String value) {
            return value == null ? this : put(name, new Text(value));
        }

        public FieldsBuilder put(String name, @Nullable BigDecimal value) {
            return value == null ? this : put(name, new Decimal(value));
        }

        public FieldsBuilder put(String name, long value) {
            return put(name, new Decimal(BigDecimal.valueOf(value)));
        }

        public <T> FieldsBuilder put(
                String name, List<T> values, Function<? super T, ? extends Document> writer) {
            return put(name, new Sequence(values.stream().<Document>map(writer).toList()));
        }

        public FieldsBuilder put(String name, Document value) {
            values.put(name, value);
            return this;
        }

        public Fields build() {
            return new Fields(values);
        }
    }

    static FieldsBuilder fields() {
        return new FieldsBuilder();
    }
}
