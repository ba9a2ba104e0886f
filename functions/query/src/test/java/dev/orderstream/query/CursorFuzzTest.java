package dev.orderstream.query;

import dev.orderstream.testkit.Fuzzing;
import dev.orderstream.testkit.Seeds;
import org.junit.jupiter.api.Test;

class CursorFuzzTest {

    @Test
    void no_text_is_taken_for_a_cursor_but_one_that_was_made_for_the_same_list() {
        Fuzzing.check(CursorTarget.class, Seeds.runs(5_000, 2_000_000));
    }
}
