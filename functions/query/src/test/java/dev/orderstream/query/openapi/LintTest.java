package dev.orderstream.query.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orderstream.testbudget.RealTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document before Spectral, a linter of OpenAPI documents, which runs on Node. */
@RealTime(
        reason = "Runs another program, and skips or fails where that does not end.",
        minutesMax = 10)
class LintTest {

    private static final String SPECTRAL = "@stoplight/spectral-cli@6.16.3";
    private static final Path INSTALLED = Path.of("target", "spectral-6.16.3");
    private static final int INSTALL_SECONDS_MAX = 180;
    private static final int LINT_SECONDS_MAX = 180;

    @TempDir private Path folder;

    /** What a program said, and how it ended. */
    private record Ended(int code, String output) {}

    @Test
    void a_linter_finds_nothing_to_mend() throws Exception {
        install();
        Path document = Files.writeString(folder.resolve("openapi.json"), OpenApi.document());

        Ended lint =
                run(
                        LINT_SECONDS_MAX,
                        INSTALLED.resolve("node_modules/.bin/spectral").toString(),
                        "lint",
                        document.toString(),
                        "--ruleset",
                        Path.of("src/test/resources/openapi/spectral.yaml").toString(),
                        "--fail-severity",
                        "hint");

        assertThat(lint.code()).as(lint.output()).isZero();
    }

    /** Once; later runs find it. */
    private void install() throws Exception {
        if (Files.exists(INSTALLED.resolve("node_modules/.bin/spectral"))) {
            return;
        }
        assumeTrue(
                isHere("npm"),
                "Spectral runs on Node, and npm is not here. Install it (on Debian and Ubuntu:"
                        + " apt-get install nodejs npm) and run the test again.");
        Ended install =
                run(
                        INSTALL_SECONDS_MAX,
                        "npm",
                        "install",
                        "--prefix",
                        INSTALLED.toString(),
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--prefer-offline",
                        SPECTRAL);
        assumeTrue(
                install.code() == 0,
                "Spectral could not be fetched. Try: npm install --prefix functions/query/"
                        + INSTALLED
                        + " "
                        + SPECTRAL
                        + "\n"
                        + install.output());
    }

    private boolean isHere(String program) throws Exception {
        try {
            return run(LINT_SECONDS_MAX, program, "--version").code() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private Ended run(int secondsMax, String... command) throws Exception {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(List.of(command))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(secondsMax, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return new Ended(-1, "not done in %d seconds".formatted(secondsMax));
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
