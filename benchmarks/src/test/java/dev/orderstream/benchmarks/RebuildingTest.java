package dev.orderstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RebuildingTest {

    @Test
    void a_round_has_all_three_rates() {
        assertThat(Rebuilding.measure(100, 1))
                .singleElement()
                .satisfies(rates -> {
                    assertThat(rates.rebuilt()).isPositive();
                    assertThat(rates.scanned()).isPositive();
                    assertThat(rates.put()).isPositive();
                });
    }
}
