package dev.orderstream.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.SourceCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same sources give the same bytes, whoever builds them, where and when. */
@EnabledIfSystemProperty(
        named = "orderstream.full",
        matches = "true",
        disabledReason = "it builds everything twice; ./mvnw -Pfull verify runs it")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./mvnw is a script for a POSIX shell")
class ReproducibleBuildTest {

    private static final Path ROOT = Path.of("..", "..");

    @Test
    void two_builds_of_the_same_sources_give_the_same_bytes(@TempDir Path directory)
            throws Exception {
        Path here = directory.resolve("here");
        Path elsewhere = directory.resolve("some").resolve("where else");
        SourceCopy.make(ROOT, here);
        SourceCopy.make(ROOT, elsewhere);

        build(here, "UTC", "-Duser.language=en -Duser.country=US");
        // Turkish has an i of its own, so that names in code change with a careless lower case.
        // Other identity hashes show where the order of a hash map is in what is built.
        build(
                elsewhere,
                "Asia/Kathmandu",
                "-Duser.language=tr -Duser.country=TR -Duser.name=somebody"
                        + " -XX:+UnlockExperimentalVMOptions -XX:hashCode=0");

        Map<String, String> artifacts = artifacts(here);
        assertThat(artifacts.keySet())
                .contains(
                        "functions/command/target/orderstream-command.zip",
                        "functions/operations/target/orderstream-operations.zip",
                        "functions/projector/target/orderstream-projector.zip",
                        "functions/query/target/orderstream-query.zip",
                        "functions/query/target/orderstream-query.cdx.json",
                        "infra/supply-chain/target/orderstream-supply-chain.cdx.json",
                        "infra/local/target/orderstream-local-0.1.0-SNAPSHOT.jar");
        assertThat(artifacts(elsewhere)).isEqualTo(artifacts);
    }

    /** Fetches nothing: all that it needs was needed by the build that this test belongs to. */
    private static void build(Path checkout, String zone, String jvm) throws Exception {
        Path output = checkout.resolve("output");
        ProcessBuilder build =
                new ProcessBuilder(
                                "./mvnw",
                                "-B",
                                "-ntp",
                                "-Dmaven.test.skip=true",
                                "-Dspotbugs.skip=true",
                                "-Dspotless.check.skip=true",
                                "verify")
                        .directory(checkout.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        build.environment().put("JAVA_HOME", System.getProperty("java.home"));
        build.environment().put("TZ", zone);
        build.environment().put("MAVEN_OPTS", jvm);

        Process process = build.start();
        try {
            process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        assertThat(process.exitValue()).as(() -> end(output)).isZero();
    }

    private static String end(Path output) {
        try {
            String text = Files.readString(output);
            return text.substring(Math.max(0, text.length() - 4_000));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What a build leaves for others, with its SHA-256. */
    private static Map<String, String> artifacts(Path checkout) throws IOException {
        Map<String, String> artifacts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(checkout)) {
            for (Path file : files.filter(ReproducibleBuildTest::isArtifact).toList()) {
                artifacts.put(
                        checkout.relativize(file).toString(),
                        Digests.sha256(Files.readAllBytes(file)));
            }
        }
        return artifacts;
    }

    private static boolean isArtifact(Path file) {
        return file.getParent().endsWith("target")
                && file.toString().matches(".*\\.(jar|zip|cdx\\.json)");
    }
}
