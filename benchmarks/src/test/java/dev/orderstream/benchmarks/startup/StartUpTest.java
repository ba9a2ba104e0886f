package dev.orderstream.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The benchmark itself runs; what it measures depends on the machine. */
@EnabledOnOs(
        value = OS.LINUX,
        disabledReason = "the runtime interface client is for Linux alone, as Lambda is")
class StartUpTest {

    @Test
    void every_candidate_answers_and_is_told_by_bytes_classes_and_starts() throws IOException {
        StartUp.Measured measured = StartUp.measure(1);

        assertThat(measured.functions())
                .extracting(Weight::name)
                .containsExactly(
                        "plain handler",
                        "command function",
                        "plain handler with an AOT cache",
                        "command function with an AOT cache",
                        "query function",
                        "projector");
        assertThat(measured.httpClients()).hasSize(4);
        assertThat(measured.logging()).hasSize(4);
        assertThat(measured.json()).hasSize(2);
        assertThat(measured.functions())
                .allSatisfy(weight -> {
                    assertThat(weight.bytes()).as(weight.name()).isPositive();
                    assertThat(weight.classes()).as(weight.name()).isPositive();
                });
        assertThat(measured.functions().subList(0, 4))
                .allSatisfy(weight -> assertThat(weight.starts()).hasSize(1));
    }
}
