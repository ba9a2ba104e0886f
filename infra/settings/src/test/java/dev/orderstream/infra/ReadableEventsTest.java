package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.orders.OrderEvent;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableEventsTest {

    private static final ReadableEvents THIS = ReadableEvents.ofThisRelease();

    @Test
    void they_are_every_type_of_every_aggregate_with_its_newest_version() {
        assertThat(THIS.versions())
                .containsKeys("OrderCreated", "CustomerNamed", "StockCounted")
                .containsEntry(
                        "OrderItemAdded",
                        OrderEvent.CODEC.schemas().get("OrderItemAdded").current());
    }

    @Test
    void a_release_reads_what_it_stores_itself() {
        assertThat(THIS.unreadableBy(THIS)).isEmpty();
    }

    @Test
    void a_release_reads_what_an_older_one_stores() {
        Map<String, Integer> newer = new HashMap<>(THIS.versions());
        newer.put("OrderTeleported", 1);
        newer.merge("OrderItemAdded", 1, Integer::sum);

        assertThat(THIS.unreadableBy(new ReadableEvents(newer))).isEmpty();
    }

    @Test
    void a_new_type_or_a_new_version_is_what_an_older_release_can_not_read() {
        Map<String, Integer> older = new HashMap<>(THIS.versions());
        older.remove("OrderShipped");
        older.put("OrderItemAdded", 1);

        assertThat(THIS.unreadableBy(new ReadableEvents(older)))
                .containsExactly(
                        "OrderItemAdded " + THIS.versions().get("OrderItemAdded"),
                        "OrderShipped " + THIS.versions().get("OrderShipped"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"OrderCreated\"",
                "{\"OrderCreated\": 0}",
                "{\"OrderCreated\": null}",
                "{\"OrderCreated\": \"one\"}",
                "{\"OrderCreated\": \"1\"}",
                "{\"OrderCreated\": 1.5}",
                "{\"\": 1}",
                "{\"OrderCreated\": 1"
            })
    void anything_else_is_no_list(String json) {
        assertThatThrownBy(() -> ReadableEvents.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a JSON object");
    }
}
