package dev.orderstream.projector;

import dev.orderstream.testkit.Fuzzing;
import dev.orderstream.testkit.Seeds;
import org.junit.jupiter.api.Test;

class StoredDataFuzzTest {

    @Test
    void what_is_stored_is_read_or_told_unreadable_whatever_it_is() {
        Fuzzing.check(StoredCommitTarget.class, Seeds.runs(5_000, 500_000));
    }

    @Test
    void records_of_any_kind_neither_stop_a_batch_nor_touch_what_is_beside_them() {
        Fuzzing.check(StreamRecordTarget.class, Seeds.runs(1_000, 100_000));
    }
}
