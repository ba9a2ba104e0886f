package dev.orderstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The benchmark itself runs; what it measures depends on the machine. */
class WaitingReadsTest {

    @Test
    void every_read_that_waits_is_answered() throws IOException {
        assertThat(WaitingReads.measure(0, 3)).hasSize(3);
    }
}
