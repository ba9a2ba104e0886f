package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.local.FaultPlan.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class FaultPlanTest {

    private final FaultPlan.Converter converter = new FaultPlan.Converter();

    @Test
    void a_fault_has_a_name_and_may_have_seconds() {
        assertThat(converter.convert("throttle"))
                .isEqualTo(new FaultPlan(Kind.THROTTLE, Optional.empty()));
        assertThat(converter.convert("down:30"))
                .isEqualTo(new FaultPlan(Kind.DOWN, Optional.of(Duration.ofSeconds(30))));
        assertThat(converter.convert("slow"))
                .hasToString(
                        "every request of the functions to DynamoDB is answered 29 s late, until it"
                                + " stops");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "up", "down:", "down:0", "down:-1", "down:1s", "DOWN", "slow:1:2"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("down:30");
    }
}
