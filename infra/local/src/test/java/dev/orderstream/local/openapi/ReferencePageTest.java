package dev.orderstream.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orderstream.local.LocalSystem;
import dev.orderstream.local.RunSettings;
import dev.orderstream.testbudget.RealTime;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference page in a browser that reaches this machine and nothing else. */
@RealTime(
        reason = "Runs another program, and skips or fails where that does not end.",
        minutesMax = 10)
class ReferencePageTest {

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final int PAGE_SECONDS_MAX = 180;

    private static LocalSystem system;
    private static Path browser;

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path profile;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> found = BROWSERS.stream().flatMap(ReferencePageTest::find).findFirst();
        assumeTrue(
                found.isPresent(),
                "The page is looked at in Chromium, which is not here. Install it (on Debian:"
                        + " apt-get install chromium) and run the test again.");
        browser = found.orElseThrow();
        system = LocalSystem.start(RunSettings.PLAIN);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/api/v1/docs"})
    void the_page_shows_every_operation_without_a_network(String path) throws Exception {
        String prefix = path.substring(0, path.lastIndexOf("/docs"));
        Path log = profile.resolve("log");

        String page = open(system.uri().resolve(path), log);

        ApiDescription api =
                new ApiDescription(
                        new Exchange(system.uri(), "GET", prefix + "/openapi").send().body());
        assertThat(api.operations().stream().map(DescribedOperation::id))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(page).contains("-" + id + "\""));
        assertThat(Files.readString(log))
                .doesNotContain("Content Security Policy", "Refused to", "Failed to load");
    }

    /** The page as it is when its scripts have come to rest. */
    private static String open(URI page, Path log) throws Exception {
        Path dom = profile.resolve("dom");
        Process process =
                new ProcessBuilder(
                                browser.toString(),
                                "--headless",
                                // Containers run as root and without namespaces.
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                                "--enable-logging=stderr",
                                "--user-data-dir=" + profile.resolve("user"),
                                "--virtual-time-budget=20000",
                                "--dump-dom",
                                page.toString())
                        .redirectOutput(dom.toFile())
                        .redirectError(log.toFile())
                        .start();
        if (!process.waitFor(PAGE_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readString(dom, StandardCharsets.UTF_8);
    }

    private static Stream<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .filter(ReferencePageTest::starts);
    }

    /** Ubuntu has a program of this name that only tells where to get the browser. */
    private static boolean starts(Path program) {
        try {
            Process process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(PAGE_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
