package dev.orderstream.projector;

import dev.orderstream.testkit.Fuzzing;
import dev.orderstream.testkit.Seeds;
import org.junit.jupiter.api.Test;

class StreamRecordFuzzTest {

    @Test
    void records_of_any_kind_neither_stop_a_batch_nor_touch_what_is_beside_them() {
        Fuzzing.check(StreamRecordTarget.class, Seeds.runs(300, 100_000));
    }
}
