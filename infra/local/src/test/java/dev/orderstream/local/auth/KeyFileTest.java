package dev.orderstream.local.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.testkit.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    @TempDir private Path directory;

    @Test
    void whoever_comes_first_makes_the_keys_and_all_have_the_same() throws Exception {
        KeyFile file = new KeyFile(directory.resolve("keys"));

        List<String> seen = Together.run(4, n -> () -> file.keys().json());

        assertThat(new HashSet<>(seen)).hasSize(1);
        assertThat(file.keys().json()).isEqualTo(seen.getFirst());
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void nobody_but_its_owner_reads_it() throws IOException {
        KeyFile file = new KeyFile(directory.resolve("keys"));

        file.keys();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_that_was_left_open_is_closed() throws IOException {
        KeyFile file = new KeyFile(directory.resolve("keys"));
        String made = file.keys().json();
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(file.keys().json()).isEqualTo(made);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"1\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"kid\":\"1\"}]}"
            })
    void a_file_without_a_key_to_sign_with_is_refused_and_left_alone(String content)
            throws IOException {
        Path path = directory.resolve("keys");
        Files.writeString(path, content);

        assertThatThrownBy(new KeyFile(path)::keys)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("delete it");
        assertThat(path).hasContent(content);
    }
}
