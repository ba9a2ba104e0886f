package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointFileTest {

    private static final URI ENDPOINT = URI.create("http://127.0.0.1:8000");

    /** Higher than any process has. */
    private static final String NOBODY = "999999999";

    @TempDir private Path directory;
    private EndpointFile file;

    @BeforeEach
    void name() {
        file = new EndpointFile(directory.resolve("endpoint"));
    }

    @Test
    void the_endpoint_of_a_process_that_runs_is_read_until_it_ends() throws Exception {
        assertThat(file.read()).isEmpty();

        file.write(ENDPOINT);
        assertThat(file.read()).contains(ENDPOINT);

        file.remove();
        assertThat(file.read()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void it_is_for_its_user_alone() throws Exception {
        assumeTrue(
                Files.getFileStore(directory)
                        .supportsFileAttributeView(PosixFileAttributeView.class),
                "the file system has no POSIX permissions");
        Files.writeString(file.path(), "an older one");

        file.write(ENDPOINT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void what_a_process_left_that_was_killed_is_nothing() throws Exception {
        Files.writeString(file.path(), NOBODY + " " + ENDPOINT + "\n");

        assertThat(file.read()).isEmpty();
    }

    @Test
    void what_a_later_process_has_said_stays_when_an_earlier_one_ends() throws Exception {
        long other = ProcessHandle.current().parent().orElseThrow().pid();
        Files.writeString(file.path(), other + " " + ENDPOINT + "\n");

        file.remove();

        assertThat(file.read()).contains(ENDPOINT);
    }

    @Test
    void anything_else_is_nothing() throws Exception {
        Files.writeString(file.path(), "nonsense");

        assertThat(file.read()).isEmpty();
    }
}
