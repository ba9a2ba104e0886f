package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void a_digest_is_the_same_for_ever() {
        assertThat(Digest.of("ab", "c").hex()).isEqualTo("f2939f903016e5bb29b1e4a61cdbd376");
        assertThat(Digest.of("jürgen").hex()).isEqualTo("8a1ff69ad859bd23ae7db735c18306ba");
    }

    @Test
    void parts_do_not_run_into_each_other() {
        assertThat(
                        List.of(
                                Digest.of("ab", "c"),
                                Digest.of("a", "bc"),
                                Digest.of("abc"),
                                Digest.of("abc", ""),
                                Digest.of("", "abc"),
                                Digest.of("c", "ab"),
                                Digest.of()))
                .doesNotHaveDuplicates();
    }

    @Test
    void random_digests_differ() {
        assertThat(Digest.random()).isNotEqualTo(Digest.random());
    }

    @Test
    void a_digest_is_a_uuid_of_version_8() {
        UUID uuid = new Digest("00112233445566778899aabbccddeeff").toUuid();

        assertThat(uuid).hasToString("00112233-4455-8677-8899-aabbccddeeff");
        assertThat(uuid.version()).isEqualTo(8);
        assertThat(new Digest("f".repeat(32)).toUuid())
                .hasToString("ffffffff-ffff-8fff-bfff-ffffffffffff");
        assertThat(new Digest("0".repeat(32)).toUuid())
                .hasToString("00000000-0000-8000-8000-000000000000");
    }

    @Test
    void any_other_text_is_no_digest() {
        for (String text :
                List.of("", "f".repeat(31), "f".repeat(33), "F".repeat(32), "g".repeat(32))) {
            assertThatThrownBy(() -> new Digest(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected 32 lower-case hex digits");
        }
    }
}
