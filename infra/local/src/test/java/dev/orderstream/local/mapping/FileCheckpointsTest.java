package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCheckpointsTest {

    private static final String ARN =
            "arn:aws:dynamodb:local:0:table/events/stream/2026-01-01T00:00:00.000";

    @TempDir Path directory;
    private Checkpoints checkpoints;

    @BeforeEach
    void open() {
        checkpoints = new FileCheckpoints(directory, "events");
    }

    @Test
    void what_was_saved_last_is_loaded() {
        // given
        checkpoints.save(ARN, Map.of("shard-1", "001", "shard-2", "002"));
        checkpoints.save(ARN, Map.of("shard-2", "003"));
        // when
        Map<String, String> loaded = new FileCheckpoints(directory, "events").load(ARN);
        // then
        assertThat(loaded).isEqualTo(Map.of("shard-2", "003"));
    }

    @Test
    void there_is_nothing_before_the_first_save() {
        assertThat(checkpoints.load(ARN)).isEmpty();
    }

    @Test
    void another_streams_checkpoints_are_not_given() {
        // given
        checkpoints.save(ARN, Map.of("shard-1", "001"));
        // then
        assertThat(checkpoints.load(ARN + "-anew")).isEmpty();
    }

    @Test
    void nothing_but_the_checkpoint_is_left_behind() throws Exception {
        // when
        checkpoints.save(ARN, Map.of("shard-1", "001"));
        // then
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("events.checkpoint"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "stream",
                "\u0000\u0001",
                "stream x\nshard-1 1 2",
                "shard-1 1"
            })
    void a_file_that_is_none_of_ours_counts_as_no_checkpoint(String text) throws Exception {
        // given
        Files.writeString(directory.resolve("events.checkpoint"), text);
        // then
        assertThat(checkpoints.load(ARN)).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_count_as_no_checkpoint() throws Exception {
        // given
        Files.write(
                directory.resolve("events.checkpoint"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        // then
        assertThat(checkpoints.load(ARN)).isEmpty();
    }

    @Test
    void a_reader_sees_the_old_checkpoint_or_the_new_and_never_half_of_one() throws Exception {
        // given
        checkpoints.save(ARN, Map.of("shard-1", "0"));
        Thread writer =
                Thread.startVirtualThread(() -> {
                    for (int i = 1; i <= 500; i++) {
                        checkpoints.save(ARN, Map.of("shard-1", Integer.toString(i)));
                    }
                });
        // then
        while (writer.isAlive()) {
            assertThat(checkpoints.load(ARN)).containsKey("shard-1");
        }
        assertThat(checkpoints.load(ARN)).isEqualTo(Map.of("shard-1", "500"));
    }
}
