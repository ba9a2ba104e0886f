package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.orderstream.testkit.SourceCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run} makes of sources alone: nothing that this build has made is there. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./run is a script for a POSIX shell")
class RunScriptTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final int BUILD_MINUTES_MAX = 8;

    @Test
    void a_fresh_checkout_is_built_without_tests_and_started_and_prints_tokens_alone(
            @TempDir Path checkout) throws Exception {
        SourceCopy.make(ROOT, checkout);

        String first = run(checkout, "token", "--customer", "c-1");
        String help = run(checkout, "--help");
        String second = run(checkout, "token", "--admin");

        assertThat(help).startsWith("Usage: run");
        assertThat(List.of(first, second))
                .allSatisfy(token -> assertThat(token).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\n"));
        assertThat(keyId(second)).isEqualTo(keyId(first));
        assertThat(Files.getPosixFilePermissions(checkout.resolve(".run-token-keys")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private static String keyId(String token) throws ParseException {
        return SignedJWT.parse(token.strip()).getHeader().getKeyID();
    }

    /** What it prints, but for errors. */
    private static String run(Path checkout, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./run"));
        command.addAll(List.of(arguments));
        Path output = checkout.resolve("output");
        Path errors = checkout.resolve("errors");
        ProcessBuilder run =
                new ProcessBuilder(command)
                        .directory(checkout.toFile())
                        .redirectError(errors.toFile())
                        .redirectOutput(output.toFile());
        run.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = run.start();
        try {
            assertThat(process.waitFor(BUILD_MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }

        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readString(output);
    }
}
