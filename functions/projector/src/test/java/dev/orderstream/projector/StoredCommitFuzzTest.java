package dev.orderstream.projector;

import dev.orderstream.testkit.Fuzzing;
import dev.orderstream.testkit.Seeds;
import org.junit.jupiter.api.Test;

class StoredCommitFuzzTest {

    @Test
    void what_is_stored_is_read_or_told_unreadable_whatever_it_is() {
        Fuzzing.check(StoredCommitTarget.class, Seeds.runs(1_000, 500_000));
    }
}
