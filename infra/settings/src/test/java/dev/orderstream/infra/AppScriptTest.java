package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/aws/app}, which cdk starts, in a checkout whose build only notes what it is for. */
class AppScriptTest {

    private static final Path REAL = Path.of("..", "..").toAbsolutePath().normalize();

    @TempDir private Path root;

    private Path builds;

    private record Ended(int code, String errors) {}

    @BeforeEach
    void copy() throws IOException {
        builds = root.resolve("builds");
        executable("mvnw", "#!/bin/sh\necho \"$*\" >> '%s'\n".formatted(builds));
        executable("infra/aws/app", Files.readString(REAL.resolve("infra/aws/app")));
        executable(".mvn/find-jdk.sh", Files.readString(REAL.resolve(".mvn/find-jdk.sh")));
        Path target = Files.createDirectories(root.resolve("infra/settings/target"));
        Path built = REAL.resolve("infra/settings/target");
        Files.writeString(
                target.resolve("classpath"),
                built.resolve("classes") + ":" + Files.readString(built.resolve("classpath")));
    }

    private void executable(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void wrong_settings_end_it_before_the_packages_are_built() throws Exception {
        Ended ended =
                app(
                        "{\"issuer\": \"https://tokens.example.com\", \"audience\": \"orders\","
                                + " \"currency\": \"euro\", \"inventory\": \"no\"}");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("app: currency: ") && line.contains("\"euro\""))
                .anyMatch(line -> line.startsWith("app: inventory: ") && line.contains("\"no\""));
        assertThat(Files.readAllLines(builds)).singleElement().asString().contains("settings");
    }

    @Test
    void right_settings_let_it_build_the_packages() throws Exception {
        app("{\"issuer\": \"https://tokens.example.com\", \"audience\": \"orders\"}");

        List<String> built = Files.readAllLines(builds);
        assertThat(built).hasSize(2);
        assertThat(built.get(0)).contains("-pl infra/settings").endsWith("compile");
        assertThat(built.get(1)).contains("-pl infra/aws").endsWith("package");
    }

    @Test
    void what_is_too_long_for_a_variable_comes_in_a_file() throws Exception {
        Path rest = Files.writeString(root.resolve("rest.json"), "{\"currency\": \"euro\"}");

        Ended ended =
                run(
                        Map.of(
                                "CDK_CONTEXT_JSON",
                                "{\"issuer\": \"https://a.example.com\", \"audience\": \"a\"}",
                                "CONTEXT_OVERFLOW_LOCATION_ENV",
                                rest.toString()));

        assertThat(ended.errors()).startsWith("app: currency: ");
    }

    private Ended app(String context) throws Exception {
        return run(Map.of("CDK_CONTEXT_JSON", context));
    }

    private Ended run(Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("./app").directory(root.resolve("infra/aws").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), errors);
    }
}
