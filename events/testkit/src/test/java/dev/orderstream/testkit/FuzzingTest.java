package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzingTest {

    private static final int RUNS_MAX = 1_000_000;

    @Test
    void a_fault_behind_four_bytes_is_found_since_coverage_leads_there() {
        assumeTrue(Fuzzing.isPossible(), "there is no Jazzer for this machine");

        // when
        Fuzzing.Result result = Fuzzing.fuzz(PlantedFault.class, RUNS_MAX, List.of());

        // then
        assertThat(result.exit()).as(result.output()).isEqualTo(77);
        assertThat(Base64.getDecoder().decode(result.found()))
                .startsWith("magi".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void what_was_found_once_is_tried_at_first() {
        assertThatThrownBy(() -> Fuzzing.check(PlantedFault.class, 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("found again by")
                .hasMessageContaining("magic");
    }
}
