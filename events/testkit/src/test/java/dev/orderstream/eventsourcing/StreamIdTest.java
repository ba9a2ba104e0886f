package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StreamIdTest {

    @Test
    void the_first_hyphen_ends_the_category() {
        assertThat(StreamId.parse("Stock-sku-1")).isEqualTo(new StreamId("Stock", "sku-1"));
        assertThat(StreamId.parse("Stock--")).isEqualTo(new StreamId("Stock", "-"));
        assertThat(new StreamId("Stock", "sku-1")).hasToString("Stock-sku-1");
    }

    @Test
    void what_lacks_a_side_is_no_stream() {
        for (String text : List.of("", "-", "Order", "Order-", "-1")) {
            assertThatThrownBy(() -> StreamId.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected");
        }
    }

    @Test
    void a_category_has_no_hyphen() {
        assertThatThrownBy(() -> new StreamId("Or-der", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("category");
    }

    @Test
    void a_name_that_would_not_fit_into_a_key_is_refused() {
        assertThat(new StreamId("Order", "é".repeat(497)).id()).hasSize(497);
        assertThatThrownBy(() -> new StreamId("Order", "é".repeat(498)))
                .hasMessage("stream id: expected at most 1000 bytes, got 1002");
    }
}
