package dev.orderstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.benchmarks.HotProduct.Made;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The benchmark itself runs; what it measures depends on the machine. */
class HotProductTest {

    @Test
    void every_number_of_writers_is_served_and_a_single_one_needs_one_transaction_an_order() {
        Map<Integer, List<Made>> made = HotProduct.measure(Distance.NONE, 1, 16);

        assertThat(made).containsOnlyKeys(1, 4, 8, 16);
        assertThat(made.get(1))
                .singleElement()
                .satisfies(alone -> {
                    assertThat(alone.transactions()).isEqualTo(1);
                    assertThat(alone.queries()).isEqualTo(2);
                });
    }
}
