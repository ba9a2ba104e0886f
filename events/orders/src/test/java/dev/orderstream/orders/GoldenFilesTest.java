package dev.orderstream.orders;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderDelivered;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stored form of every event and schema version that was ever written, called {@code
 * Name.v1-variant.json}. A file is never changed: what it shows is in somebody's table.
 */
class GoldenFilesTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final Map<String, OrderEvent> EVENTS =
            Map.ofEntries(
                    entry(
                            "OrderCreated.v1.json",
                            new OrderCreated(
                                    Samples.ID,
                                    Samples.CUSTOMER,
                                    "Zoë Groß",
                                    Samples.EUR,
                                    new ShippingAddress(
                                            "Zoë Groß",
                                            "Straße 1",
                                            "3rd floor",
                                            "Köln",
                                            "50667",
                                            "NRW",
                                            "DE"))),
                    entry(
                            "OrderCreated.v1-minimal.json",
                            new OrderCreated(
                                    Samples.ID,
                                    Samples.CUSTOMER,
                                    null,
                                    Samples.JPY,
                                    new ShippingAddress(
                                            null, "1-1 Chiyoda", null, "東京", null, null, "JP"))),
                    entry("OrderItemAdded.v1.json", added(1, "sku-1", 2, "25.20")),
                    entry(
                            "OrderItemAdded.v1-extremes.json",
                            added(123, "A.z_0~9-", 1_000_000, "999999999.99")),
                    entry("OrderItemAdded.v1-round.json", added(10, "sku-1", 1_000, "1000.00")),
                    entry("OrderItemAdded.v1-free.json", added(2, "gift", 1, "0.00")),
                    entry("OrderItemRemoved.v1.json", new OrderItemRemoved(2)),
                    entry("OrderShipped.v1.json", new OrderShipped("DHL", "00340434161094022115")),
                    entry("OrderShipped.v1-bare.json", new OrderShipped(null, null)),
                    entry("OrderDelivered.v1.json", new OrderDelivered()),
                    entry("OrderCancelled.v1.json", new OrderCancelled("changed my mind")),
                    entry("OrderCancelled.v1-bare.json", new OrderCancelled(null)));

    static Stream<Map.Entry<String, OrderEvent>> events() {
        return EVENTS.entrySet().stream().sorted(Map.Entry.comparingByKey());
    }

    @ParameterizedTest
    @MethodSource("events")
    void what_was_stored_is_read_as_the_event_that_it_was(Map.Entry<String, OrderEvent> golden)
            throws IOException {
        assertThat(OrderEvent.CODEC.decode(read(golden.getKey()))).isEqualTo(golden.getValue());
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_stored_as_it_always_was(Map.Entry<String, OrderEvent> golden)
            throws IOException {
        assertThat(OrderEvent.CODEC.encode(golden.getValue())).isEqualTo(read(golden.getKey()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_file_is_called_after_the_name_and_schema_in_it(Map.Entry<String, OrderEvent> golden)
            throws IOException {
        StoredEvent stored = read(golden.getKey());

        assertThat(golden.getKey())
                .matches("%s\\.v%d(-[a-z]+)?\\.json".formatted(stored.type(), stored.schema()));
    }

    @Test
    void every_type_of_event_has_a_golden_file() {
        assertThat(EVENTS.values().stream().<Class<?>>map(OrderEvent::getClass).distinct())
                .containsExactlyInAnyOrder(OrderEvent.class.getPermittedSubclasses());
    }

    @Test
    void every_golden_file_is_tested() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(EVENTS.keySet());
        }
    }

    private static OrderEvent added(int line, String product, int pieces, String price) {
        return Samples.added(line, Samples.item(product, pieces, price));
    }

    private static StoredEvent read(String file) throws IOException {
        try (InputStream in = Files.newInputStream(FOLDER.resolve(file))) {
            JsonNode json = JSON.readTree(in);
            return new StoredEvent(
                    json.required("type").textValue(),
                    json.required("schema").intValue(),
                    fields(json.required("data")));
        }
    }

    private static Document document(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> new Document.Text(json.textValue());
            case NUMBER -> new Document.Decimal(json.decimalValue());
            case OBJECT -> fields(json);
            case ARRAY ->
                    new Document.Sequence(
                            json.valueStream().map(GoldenFilesTest::document).toList());
            case BINARY, BOOLEAN, MISSING, NULL, POJO ->
                    throw new AssertionError("no document holds a " + json.getNodeType());
        };
    }

    private static Fields fields(JsonNode json) {
        Map<String, Document> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : List.copyOf(json.properties())) {
            values.put(field.getKey(), document(field.getValue()));
        }
        return new Fields(values);
    }
}
