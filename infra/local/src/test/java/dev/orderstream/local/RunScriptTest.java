package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.orderstream.operations.cli.EndpointFile;
import dev.orderstream.testkit.SourceCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./run} and {@code ./orders} make of sources alone: nothing that this build has made
 * is there.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "they are scripts for a POSIX shell")
class RunScriptTest {

    private static final Path ROOT = Path.of("..", "..");

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

        Ended operated = start(checkout, "./orders", "projections", "--output", "json");

        assertThat(operated.code()).isEqualTo(2);
        assertThat(operated.output()).isEmpty();
        assertThat(operated.errors())
                .isEqualTo(
                        "orders: no ./run is running: start it, or name --endpoint or --profile\n");

        try (LocalSystem system = LocalSystem.start(RunSettings.PLAIN)) {
            new EndpointFile(checkout.resolve(".run-endpoint")).write(system.databaseUri());
            Ended found = start(checkout, "./orders", "projections", "--output", "json");

            assertThat(found.code()).as(found.errors()).isZero();
            assertThat(found.output())
                    .startsWith("{\"items\":[{\"name\":\"Customer\"")
                    .hasLineCount(1);
            assertThat(found.errors()).isEmpty();
        }
    }

    /** What came of a script. */
    private record Ended(int code, String output, String errors) {}

    private static String keyId(String token) throws ParseException {
        return SignedJWT.parse(token.strip()).getHeader().getKeyID();
    }

    /** What {@code ./run} prints, but for errors. */
    private static String run(Path checkout, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./run"));
        command.addAll(List.of(arguments));
        Ended ended = start(checkout, command.toArray(String[]::new));

        assertThat(ended.code()).as(ended.errors()).isZero();
        return ended.output();
    }

    private static Ended start(Path checkout, String... command) throws Exception {
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
            process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
