package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run} makes of sources alone: nothing that this build has made is there. */
class RunScriptTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Set<String> NO_SOURCES = Set.of("target", ".git", "node_modules");
    private static final int BUILD_MINUTES_MAX = 8;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "./run is a script for a POSIX shell")
    void a_fresh_checkout_is_built_and_started_without_tests(@TempDir Path checkout)
            throws Exception {
        copySources(checkout);
        Path output = checkout.resolve("output");
        ProcessBuilder run =
                new ProcessBuilder("./run", "--help")
                        .directory(checkout.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        run.environment().put("JAVA_HOME", System.getProperty("java.home"));

        Process process = run.start();
        try {
            assertThat(process.waitFor(BUILD_MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }

        assertThat(Files.readString(output)).contains("Usage: run");
        assertThat(process.exitValue()).isZero();
    }

    private static void copySources(Path to) throws IOException {
        Files.walkFileTree(
                ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes all)
                            throws IOException {
                        Path name = path.getFileName();
                        if (NO_SOURCES.contains(name.toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(ROOT.relativize(path)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes all)
                            throws IOException {
                        Files.copy(
                                path,
                                to.resolve(ROOT.relativize(path)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
