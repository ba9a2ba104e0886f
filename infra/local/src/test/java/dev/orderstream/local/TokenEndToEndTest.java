package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.local.auth.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run --auth jwt} and {@code ./run token}, each a process of its own. */
class TokenEndToEndTest {

    @Test
    void tokens_of_before_the_start_and_after_it_are_taken_and_those_of_other_keys_are_not(
            @TempDir Path directory) throws Exception {
        List<String> ours = keys(directory.resolve("ours"));
        String before = token(ours, "--customer", "c-1");

        try (RunningSystem system = RunningSystem.start(ours, "--auth", "jwt")) {
            String after = token(ours, "--admin");
            String others = token(keys(directory.resolve("others")), "--admin");

            assertThat(system.get("/customers/c-1/orders", before).statusCode()).isEqualTo(200);
            assertThat(system.get("/projections", before).statusCode()).isEqualTo(403);
            assertThat(system.get("/projections", after).statusCode()).isEqualTo(200);
            assertThat(system.get("/projections", others).statusCode()).isEqualTo(401);
            assertThat(system.get("/projections").statusCode()).isEqualTo(401);
            assertThat(system.get("/health").statusCode()).isEqualTo(200);
        }
    }

    private static List<String> keys(Path file) {
        return List.of("-D%s=%s".formatted(KeyFile.PROPERTY, file));
    }

    private static String token(List<String> options, String... whose)
            throws IOException, InterruptedException {
        String[] arguments = new String[whose.length + 1];
        arguments[0] = "token";
        System.arraycopy(whose, 0, arguments, 1, whose.length);
        Process process = new ProcessBuilder(RunningSystem.command(options, arguments)).start();
        String token = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return token.strip();
    }
}
