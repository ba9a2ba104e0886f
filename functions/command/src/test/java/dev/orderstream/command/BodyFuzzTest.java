package dev.orderstream.command;

import dev.orderstream.testkit.Fuzzing;
import dev.orderstream.testkit.Seeds;
import org.junit.jupiter.api.Test;

class BodyFuzzTest {

    @Test
    void any_bytes_are_a_body_that_is_read_or_one_that_is_refused_with_a_problem() {
        Fuzzing.check(BodyTarget.class, Seeds.runs(5_000, 2_000_000));
    }
}
