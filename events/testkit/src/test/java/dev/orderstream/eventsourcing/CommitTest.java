package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.testkit.Commits;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitTest {

    @Test
    void a_commit_keeps_milliseconds_only() {
        Commit commit =
                new Commit(
                        Commits.newStream(),
                        1,
                        Instant.parse("2026-01-01T00:00:00.123456Z"),
                        List.of(new StoredEvent("Noted", 1, Document.Fields.NONE)),
                        Commits.origin());

        assertThat(commit.recordedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
    }

    @Test
    void versions_start_at_one() {
        assertThatThrownBy(() -> Commits.of(Commits.newStream(), 0))
                .hasMessage("version: expected 1 or more, got 0");
    }

    @Test
    void a_commit_has_events() {
        assertThatThrownBy(() -> Commits.of(Commits.newStream(), 1, List.of()))
                .hasMessage("events: expected at least one, got none");
    }

    @Test
    void a_stored_event_has_a_name_and_a_schema() {
        assertThatThrownBy(() -> new StoredEvent("", 1, Document.Fields.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StoredEvent("Noted", 0, Document.Fields.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
