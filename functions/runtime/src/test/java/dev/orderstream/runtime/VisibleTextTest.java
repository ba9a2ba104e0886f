package dev.orderstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain ~ text",
                "Zoë Größe",
                "山田太郎",
                "\uD83D\uDE00",
                "a\u00a0b",
                "\\u001b"
            })
    void what_is_seen_stays(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @Test
    void each_control_character_is_escaped() {
        for (char c = 0; c <= 0x9f; c++) {
            if (c < ' ' || c > '~') {
                assertThat(VisibleText.of("a" + c + "b")).isEqualTo("a\\u%04xb".formatted((int) c));
            }
        }
    }

    @Test
    void what_ends_a_line_turns_it_round_or_is_not_seen_is_escaped() {
        assertThat(VisibleText.of("ü\u2028\u2029\u202a\u202e\u2066\u2069\u061c\u200b\u200f\ufeff"))
                .isEqualTo(
                        "ü\\u2028\\u2029\\u202a\\u202e\\u2066\\u2069\\u061c\\u200b\\u200f\\ufeff");
        assertThat(VisibleText.of("\uDB40\uDC41\uD800x")).isEqualTo("\\udb40\\udc41\\ud800x");
    }
}
