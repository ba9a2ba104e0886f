package dev.orderstream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.orders.CustomerEvent;
import dev.orderstream.orders.CustomerEvent.CustomerNamed;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.orders.StockEvent;
import dev.orderstream.orders.StockEvent.StockCounted;
import dev.orderstream.orders.UnitPrice;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testing.TestTables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What somebody has damaged in the read table is a 503 for a lasting fault, and never a 500. */
class MalformedViewTest {

    private static final String SECRET = "Xenophon Quillfeather";
    private static final String ORDER = "0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e1f";

    private static final List<AttributeValue> ODD_VALUES =
            List.of(
                    AttributeValue.fromS(SECRET),
                    AttributeValue.fromS(""),
                    AttributeValue.fromN("1.5"),
                    AttributeValue.fromN("123456789012345678901234567890"),
                    AttributeValue.fromBool(true),
                    AttributeValue.fromNul(true),
                    AttributeValue.fromL(List.of(AttributeValue.fromS(SECRET))),
                    AttributeValue.fromM(Map.of()),
                    AttributeValue.fromM(Map.of("name", AttributeValue.fromN("7"))));

    private static TestTables tables;
    private static QueryFunction function;
    private static List<Map<String, AttributeValue>> sound;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new QueryFunction(tables.properties("jwt"));
        Projected projected = new Projected(tables);
        OrderId order = new OrderId(ORDER);
        projected.commit(
                order.stream(),
                1,
                OrderEvent.CODEC.encode(
                        List.of(
                                new OrderCreated(
                                        order,
                                        new CustomerId("c-1"),
                                        "Ada",
                                        new OrderCurrency("EUR"),
                                        new ShippingAddress(
                                                null, "1 Main", null, "Berlin", null, null, "DE")),
                                new OrderItemAdded(
                                        1,
                                        new ProductId("sku-1"),
                                        new Quantity(1),
                                        new UnitPrice(BigDecimal.ONE),
                                        0))));
        projected.commit(
                new CustomerId("c-1").stream(),
                1,
                CustomerEvent.CODEC.encode(List.of(new CustomerNamed("Ada"))));
        projected.commit(
                new ProductId("sku-1").stock(),
                1,
                StockEvent.CODEC.encode(List.of(new StockCounted(7))));
        sound = items();
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @AfterEach
    void repair() {
        sound.forEach(MalformedViewTest::put);
    }

    private static List<QueryCall> reads() {
        return List.of(
                QueryCall.get("/orders/" + ORDER, ""),
                QueryCall.get("/orders/" + ORDER + "/history", ""),
                QueryCall.get("/orders/search", "q=berlin"),
                QueryCall.get("/orders/search", "customer_id=c-1"),
                QueryCall.get("/orders/search", "q=" + ORDER),
                QueryCall.get("/customers/c-1", ""),
                QueryCall.get("/customers/c-1/orders", ""),
                QueryCall.get("/customers/c-1/orders", "status=pending"),
                QueryCall.get("/products/sku-1/stock", ""));
    }

    @Test
    void sound_items_are_all_read() {
        for (QueryCall read : reads()) {
            assertThat(read.to(function).getStatusCode()).as(read.toString()).isEqualTo(200);
        }
    }

    /** Each attribute of each item, with each odd value in its place, by each query. */
    @Test
    void no_damage_is_a_500_and_no_stored_value_gets_into_the_log() {
        int unreadable = 0;
        try (LogLines log = new LogLines()) {
            for (Map<String, AttributeValue> item : sound) {
                for (String name : item.keySet()) {
                    for (AttributeValue odd : ODD_VALUES) {
                        if (name.equals("pk") || name.equals("sk") || !damage(item, name, odd)) {
                            continue;
                        }
                        for (QueryCall read : reads()) {
                            APIGatewayV2HTTPResponse answer = read.to(function);
                            if (answer.getStatusCode() >= 500) {
                                assertIsLasting(answer, name + " = " + odd + ": " + read);
                                unreadable++;
                            }
                        }
                        put(item);
                    }
                }
            }
            assertThat(unreadable).isGreaterThan(100);
            assertThat(log.all()).noneMatch(line -> line.contains(SECRET));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ORDER#" + ORDER + ", VIEW, summary, /orders/" + ORDER,
        "ORDER#" + ORDER + ", VIEW, details, /orders/" + ORDER,
        "ORDER#" + ORDER + ", VIEW, version, /orders/" + ORDER,
        "ORDER#" + ORDER + ", VIEW, summary, /customers/c-1/orders",
        "ORDER#" + ORDER + ", HISTORY#0000000001, events, /orders/" + ORDER + "/history",
        "ORDER#" + ORDER + ", HISTORY#0000000001, recorded_at, /orders/" + ORDER + "/history",
        "CUSTOMER#c-1, PROFILE, summary, /customers/c-1",
        "STOCK#sku-1, VIEW, summary, /products/sku-1/stock"
    })
    void a_missing_attribute_is_a_503(String pk, String sk, String attribute, String path) {
        Map<String, AttributeValue> item =
                new HashMap<>(
                        sound.stream()
                                .filter(each -> each.get("pk").s().equals(pk))
                                .filter(each -> each.get("sk").s().equals(sk))
                                .findFirst()
                                .orElseThrow());
        assertThat(item.remove(attribute)).isNotNull();
        put(item);

        assertIsLasting(QueryCall.get(path, "").to(function), path);
    }

    private static void assertIsLasting(APIGatewayV2HTTPResponse answer, String what) {
        assertThat(answer.getStatusCode()).as(what).isEqualTo(503);
        assertThat(answer.getHeaders())
                .containsEntry("retry-after", "3600")
                .containsEntry("content-type", "application/problem+json");
        assertThat(answer.getBody())
                .contains("\"code\":\"unavailable\"")
                .doesNotContain("outcome", SECRET);
    }

    private static String table() {
        return tables.tables().readModel(1).name();
    }

    private static List<Map<String, AttributeValue>> items() {
        return new ArrayList<>(
                tables.client().scan(scan -> scan.tableName(table()).consistentRead(true)).items());
    }

    /** False where an index does not take the value. */
    private static boolean damage(
            Map<String, AttributeValue> item, String name, AttributeValue odd) {
        Map<String, AttributeValue> damaged = new HashMap<>(item);
        damaged.put(name, odd);
        try {
            put(damaged);
            return true;
        } catch (DynamoDbException refused) {
            return false;
        }
    }

    private static void put(Map<String, AttributeValue> item) {
        tables.client().putItem(put -> put.tableName(table()).item(item));
    }
}
