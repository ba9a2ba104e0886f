package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what {@code --data} keeps. */
class DataDirectoryTest {

    private static final String FILE = "rw-------";
    private static final String FOLDER = "rwx------";

    @TempDir private Path directory;

    @BeforeEach
    void needPosix() throws IOException {
        assumeTrue(
                Files.getFileStore(directory)
                        .supportsFileAttributeView(PosixFileAttributeView.class),
                "the file system has no POSIX permissions");
    }

    @Test
    void everything_that_a_run_keeps_is_for_its_user_alone() throws Exception {
        Path data = directory.resolve("above").resolve("data");
        RunSettings settings = RunSettings.PLAIN.withData(Optional.of(data));
        try (LocalSystem system = LocalSystem.start(settings);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest named =
                    HttpRequest.newBuilder(system.uri().resolve("/customers/c-1"))
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString("{\"name\": \"Ada\"}"))
                            .build();
            assertThat(client.send(named, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
            HttpRequest read =
                    HttpRequest.newBuilder(
                                    system.uri()
                                            .resolve(
                                                    "/customers/c-1?expected_version=1&timeout=20"))
                            .build();
            assertThat(client.send(read, BodyHandlers.ofString()).body()).contains("Ada");

            assertPrivate(directory.resolve("above"));
        }

        // and all of it is still there, and still private, when the run has ended
        assertThat(modes(data))
                .containsKeys("lock", "cursor-keys", "dynamodb", "checkpoints")
                .hasSizeGreaterThan(5);
        assertPrivate(directory.resolve("above"));
    }

    @Test
    void what_an_earlier_run_left_open_is_closed_at_the_start() throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        for (String folder : List.of("dynamodb", "checkpoints")) {
            Files.createDirectory(data.resolve(folder));
        }
        for (String file :
                List.of(
                        "lock",
                        "cursor-keys",
                        "dynamodb/shared-local-instance.db",
                        "checkpoints/orderstream-events.checkpoint")) {
            Files.writeString(data.resolve(file), "");
        }
        open(data);

        DataDirectory.open(data).close();

        assertPrivate(data);
    }

    @Test
    void what_is_not_of_a_run_keeps_its_mode() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("run"), "#!/bin/sh");
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "");
        Files.createDirectory(shared.resolve("checkpoints"));
        Files.createSymbolicLink(shared.resolve("checkpoints").resolve("link"), elsewhere);
        open(directory);

        DataDirectory.open(shared).close();

        assertThat(modes(directory))
                .containsEntry("shared", "rwxrwxrwx")
                .containsEntry("shared/run", "rwxrwxrwx")
                .containsEntry("elsewhere", "rwxrwxrwx")
                .containsEntry("shared/lock", FILE)
                .containsEntry("shared/dynamodb", FOLDER)
                .containsEntry("shared/checkpoints", FOLDER);
    }

    @Test
    void a_directory_that_is_in_use_or_none_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file)).hasMessageContaining("is no directory");
        try (DataDirectory taken = DataDirectory.open(directory.resolve("data"))) {
            assertThat(taken.cursorKeys()).isEqualTo(taken.cursorKeys());
            assertThatThrownBy(() -> DataDirectory.open(directory.resolve("data")))
                    .hasMessageContaining("another run uses");
        }
    }

    private static void open(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    private static void assertPrivate(Path root) throws IOException {
        assertThat(modes(root))
                .isNotEmpty()
                .allSatisfy((name, mode) ->
                        assertThat(mode)
                                .as(name)
                                .isEqualTo(Files.isDirectory(root.resolve(name)) ? FOLDER : FILE));
    }

    /** By name below the root. */
    private static Map<String, String> modes(Path root) throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.toList()) {
                modes.put(
                        root.relativize(each).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            }
        }
        return modes;
    }
}
