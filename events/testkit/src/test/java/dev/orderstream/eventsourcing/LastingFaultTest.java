package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastingFaultTest {

    private static final String SECRET = "Xenophon Quillfeather";
    private static final StreamId ORDER =
            new StreamId("Order", "0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e1f");
    private static final StreamId CUSTOMER = new StreamId("Customer", "jane.doe");

    @Test
    void a_gap_is_told_with_both_versions() {
        assertThat(LastingFault.describe(new BrokenStreamException(ORDER, 2, 3)))
                .isEqualTo(ORDER + ": version 2 is missing, the next one that was found is 3");
    }

    @Test
    void a_commit_is_told_with_its_place_and_what_is_wrong_with_it() {
        assertThat(
                        LastingFault.describe(
                                new UnreadableCommitException(
                                        ORDER, 3, new UnreadableException("no events"))))
                .isEqualTo(ORDER + ", version 3: no events");
    }

    @Test
    void an_id_that_may_be_a_persons_name_is_left_out() {
        assertThat(LastingFault.describe(new BrokenStreamException(CUSTOMER, 2, 3)))
                .startsWith("a stream of Customer: ")
                .doesNotContain("jane");
    }

    @Test
    void a_message_that_may_repeat_a_stored_value_is_left_out() {
        RuntimeException fault =
                new UnreadableException("stored: " + SECRET, new IllegalArgumentException(SECRET));

        assertThat(LastingFault.describe(fault))
                .startsWith("IllegalArgumentException at ")
                .doesNotContain(SECRET);
    }

    @Test
    void what_a_value_refuses_is_told() {
        assertThat(
                        LastingFault.describe(
                                new UnreadableException(
                                        "stored", new InvalidValueException("code", "too long"))))
                .isEqualTo("too long");
    }
}
