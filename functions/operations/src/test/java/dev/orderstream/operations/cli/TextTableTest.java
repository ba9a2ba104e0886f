package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columns_are_as_wide_as_what_stands_in_them() {
        TextTable table = new TextTable("NAME", "PARKED", "CAUSE");
        table.row("Order", 12, "a fault").row("Größe", 3, "");

        assertThat(table)
                .hasToString(
                        """
                        NAME   PARKED  CAUSE
                        Order  12      a fault
                        Größe  3\
                        """);
    }

    @Test
    void times_are_as_exact_as_people_want_them() {
        assertThat(Wording.time(Duration.ofMillis(340))).isEqualTo("340 ms");
        assertThat(Wording.time(Duration.ofSeconds(12))).isEqualTo("12 s");
        assertThat(Wording.time(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
        assertThat(Wording.time(Duration.ofMinutes(127))).isEqualTo("2 h 7 min");
        assertThat(Wording.time(Duration.ofHours(76))).isEqualTo("3 d 4 h");
    }

    @Test
    void a_share_is_the_whole_only_when_all_is_done() {
        assertThat(Wording.share(999, 1_000)).isEqualTo("99 %");
        assertThat(Wording.share(1_000, 1_000)).isEqualTo("99 %");
        assertThat(Wording.share(0, 0)).isEqualTo("0 %");
    }
}
