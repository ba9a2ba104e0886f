package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Commit.Origin;
import dev.orderstream.eventsourcing.KnownCommands.Known;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownCommandsTest {

    private static final StreamId STREAM = Commits.newStream();

    @Test
    void a_command_with_a_key_is_known_by_its_id() {
        Commit commit = keyed(7);

        KnownCommands known = KnownCommands.NONE.after(commit, 10);

        assertThat(known.find(commit.origin().commandId())).contains(known(commit));
        assertThat(known.find(commit.origin().commandHash())).isEmpty();
        assertThat(known.find(Digest.random())).isEmpty();
    }

    @Test
    void a_command_without_a_key_is_not_remembered() {
        Commit commit = unkeyed(1);

        assertThat(KnownCommands.NONE.after(commit, 10)).isEqualTo(KnownCommands.NONE);
    }

    @Test
    void of_the_changes_the_last_are_known_and_the_command_that_began_the_stream_for_ever() {
        List<Commit> commits = IntStream.rangeClosed(1, 20).mapToObj(v -> keyed(v)).toList();

        assertThat(after(commits, 3)).extracting(Known::version).containsExactly(1L, 18L, 19L, 20L);
        assertThat(after(commits, 0)).extracting(Known::version).containsExactly(1L);
        assertThat(after(commits, 19)).hasSize(20);
        assertThat(after(commits.subList(0, 4), 3)).hasSize(4);
    }

    @Test
    void where_nobody_named_the_command_that_began_the_stream_the_last_changes_are_known() {
        List<Commit> commits = new ArrayList<>(List.of(unkeyed(1)));
        IntStream.rangeClosed(2, 20).forEach(version -> commits.add(keyed(version)));

        assertThat(after(commits, 3)).extracting(Known::version).containsExactly(18L, 19L, 20L);
        assertThat(after(commits, 0)).isEmpty();
    }

    @Test
    void where_fewer_are_to_be_known_than_before_the_oldest_are_forgotten_at_once() {
        KnownCommands many = KnownCommands.NONE;
        for (int version = 1; version <= 20; version++) {
            many = many.after(keyed(version), 100);
        }

        assertThat(many.after(keyed(21), 3).all())
                .extracting(Known::version)
                .containsExactly(1L, 19L, 20L, 21L);
    }

    @Test
    void they_do_not_change_by_what_is_made_of_them() {
        KnownCommands one = KnownCommands.NONE.after(keyed(1), 10);

        KnownCommands two = one.after(keyed(2), 10);

        assertThat(one.all()).hasSize(1);
        assertThat(two.all()).hasSize(2);
        assertThat(KnownCommands.NONE.all()).isEmpty();
    }

    @Test
    void they_are_packed_into_forty_bytes_each_and_unpacked_as_they_were() {
        Seeds.forEach(
                Seeds.runs(200, 10_000),
                (seed, random) -> {
                    KnownCommands commands =
                            new KnownCommands(
                                    random.longs(random.nextInt(102), 1, Long.MAX_VALUE)
                                            .mapToObj(v ->
                                                    new Known(digest(random), digest(random), v))
                                            .toList());

                    byte[] packed = commands.packed();

                    assertThat(packed).hasSize(40 * commands.all().size());
                    assertThat(KnownCommands.unpack(packed)).isEqualTo(commands);
                });
    }

    @Test
    void their_packed_form_never_changes() {
        KnownCommands commands =
                new KnownCommands(
                        List.of(
                                new Known(
                                        new Digest("00112233445566778899aabbccddeeff"),
                                        new Digest("ffeeddccbbaa99887766554433221100"),
                                        258)));

        assertThat(commands.packed())
                .asHexString()
                .isEqualTo(
                        "00112233445566778899AABBCCDDEEFF"
                                + "FFEEDDCCBBAA99887766554433221100"
                                + "0000000000000102");
    }

    @Test
    void bytes_that_are_no_whole_number_of_commands_can_not_be_read() {
        for (int length : new int[] {1, 39, 41, 79}) {
            assertThatThrownBy(() -> KnownCommands.unpack(new byte[length]))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessage("commands: expected 40 bytes each, got " + length);
        }
    }

    private static List<Known> after(List<Commit> commits, int changesMax) {
        KnownCommands known = KnownCommands.NONE;
        for (Commit commit : commits) {
            known = known.after(commit, changesMax);
        }
        return known.all();
    }

    private static Known known(Commit commit) {
        return new Known(
                commit.origin().commandId(), commit.origin().commandHash(), commit.version());
    }

    private static Commit keyed(long version) {
        return Commits.of(STREAM, version);
    }

    private static Commit unkeyed(long version) {
        Commit commit = keyed(version);
        Origin origin =
                new Origin(Digest.random(), Digest.random(), false, "user", "correlation", null);
        return new Commit(STREAM, version, commit.recordedAt(), commit.events(), origin);
    }

    private static Digest digest(RandomGenerator random) {
        return Digest.of(Long.toString(random.nextLong()));
    }
}
