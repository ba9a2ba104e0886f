package dev.orderstream.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.local.LocalSystem;
import dev.orderstream.local.RunSettings;
import dev.orderstream.testbudget.RealTime;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A client that openapi-generator makes of the description. */
@EnabledIfSystemProperty(
        named = "orderstream.full",
        matches = "true",
        disabledReason = "it fetches openapi-generator, 32 MB; ./mvnw -Pfull verify runs it")
@RealTime(
        reason = "Runs another program, and skips or fails where that does not end.",
        minutesMax = 10)
class GeneratedClientTest {

    private static final Path TOOLS = Path.of("target", "generated-client");
    private static final Path PROGRAM =
            Path.of("src", "test", "resources", "openapi", "CreateAndRead.java");
    private static final int PROCESS_SECONDS_MAX = 180;

    @TempDir private Path folder;

    @Test
    void a_generated_client_creates_and_reads_an_order() throws Exception {
        try (LocalSystem system = LocalSystem.start(RunSettings.PLAIN)) {
            String document = new Exchange(system.uri(), "GET", "/openapi").send().body();
            generate(Files.writeString(folder.resolve("openapi.json"), document));
            compile();

            String told =
                    java(
                            "-cp",
                            folder.resolve("classes") + File.pathSeparator + libraries(),
                            "CreateAndRead",
                            system.uri().toString());

            assertThat(told.lines())
                    .containsExactly(
                            "status pending",
                            "total 25.30",
                            "lines 2",
                            "customer c-client",
                            "unknown 404");
        }
    }

    private void generate(Path document) throws Exception {
        java(
                "-jar",
                TOOLS.resolve("openapi-generator-cli.jar").toString(),
                "generate",
                "--input-spec",
                document.toString(),
                "--generator-name",
                "java",
                "--library",
                "native",
                "--output",
                folder.resolve("client").toString(),
                "--global-property",
                "apis,models,supportingFiles,apiDocs=false,modelDocs=false,apiTests=false,modelTests=false",
                "--additional-properties",
                "invokerPackage=client,apiPackage=client.api,modelPackage=client.model,"
                        + "openApiNullable=false,useJakartaEe=true,useOneOfDiscriminatorLookup=true");
    }

    private void compile() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (Stream<Path> generated = Files.walk(folder.resolve("client/src/main/java"));
                StandardJavaFileManager files =
                        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> sources = new ArrayList<>(List.of(PROGRAM));
            generated.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "-cp",
                                            libraries(),
                                            "-d",
                                            folder.resolve("classes").toString()),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private static String libraries() throws IOException {
        try (Stream<Path> jars = Files.list(TOOLS.resolve("lib"))) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** What a program on this JVM's own runtime said. */
    private String java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
