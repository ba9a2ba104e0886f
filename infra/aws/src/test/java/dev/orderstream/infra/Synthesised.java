package dev.orderstream.infra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderstream.testbudget.RealTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

/** The template of a deployment, as {@code cdk deploy} would send it; made once for all tests. */
@RealTime(
        reason = "Runs another program, and skips or fails where that does not end.",
        minutesMax = 10)
final class Synthesised {

    static final Map<String, Object> STANDARD =
            Map.of(
                    "issuer", "https://tokens.example.com/",
                    "audience", "orders",
                    "origins", "https://shop.example.com",
                    "currency", "CHF",
                    "inventory", "off",
                    "alarmEmail", "ops@example.com");

    static final Map<String, Object> DEVELOPER =
            Map.of("prefix", "mine", "developer", "true", "auth", "none");

    /** A deployment that chose each option. */
    static final Map<String, Object> CHOSEN = chosenOptions();

    private static Map<String, Object> chosenOptions() {
        Map<String, Object> context = new TreeMap<>(STANDARD);
        context.put("queryConcurrency", "41");
        context.put("kmsKey", "create");
        context.put("tracing", "on");
        context.put("defaultEndpoint", "off");
        return context;
    }

    static final String KEY_ARN = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd";

    /** What the cdk command sets by itself. */
    private static final Map<String, Object> OF_THE_COMMAND =
            Map.of("aws:cdk:enable-asset-metadata", true, "aws:cdk:enable-path-metadata", true);

    private static final Map<Map<String, Object>, Synthesised> KNOWN = new ConcurrentHashMap<>();

    final Path file;
    private final JsonNode template;
    private final List<String> findings;

    private Synthesised(Map<String, Object> context) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "synthesised"));
            Path root = Files.createTempDirectory(folder, "root");
            for (FunctionDefinition function : FunctionDefinition.values()) {
                standIn(root.resolve(function.zip()));
            }
            App app =
                    new App(
                            AppProps.builder()
                                    .context(context)
                                    .postCliContext(OF_THE_COMMAND)
                                    .outdir(Files.createTempDirectory(folder, "cdk.out").toString())
                                    .analyticsReporting(false)
                                    .build());
            OrderstreamStack stack = new OrderstreamStack(app, Settings.read(context), root);
            CloudAssembly assembly = app.synth();
            CloudFormationStackArtifact artifact = assembly.getStackByName(stack.getStackName());
            file = Path.of(artifact.getTemplateFullPath());
            findings = said(artifact);
            template = new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the name of the construct; what replaces the type is not there yet in Java. */
    @SuppressWarnings("deprecation")
    private static List<String> said(CloudFormationStackArtifact artifact) {
        return artifact.getMessages().stream()
                .map(message -> message.getId() + ": " + message.getEntry().getData())
                .toList();
    }

    static Synthesised standard() {
        return with(Map.of());
    }

    /** The standard deployment, with more settings. */
    static Synthesised with(Map<String, Object> more) {
        Map<String, Object> context = new TreeMap<>(STANDARD);
        context.put("previousEvents", eventsOfThisRelease().toString());
        context.putAll(more);
        return of(context);
    }

    /** As if this release were deployed already: the list in the sources may be of an older one. */
    private static Path eventsOfThisRelease() {
        try {
            Path file =
                    Files.createDirectories(Path.of("target", "synthesised"))
                            .resolve("events-of-this-release.json");
            new ObjectMapper().writeValue(file.toFile(), ReadableEvents.ofThisRelease().versions());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Synthesised developer() {
        return of(DEVELOPER);
    }

    static Synthesised chosen() {
        return of(CHOSEN);
    }

    /** A developer's, with a key that exists. */
    static Synthesised withKey() {
        Map<String, Object> context = new TreeMap<>(DEVELOPER);
        context.put("kmsKey", KEY_ARN);
        return of(context);
    }

    static Synthesised of(Map<String, Object> context) {
        assumeTrue(
                nodeRuns(),
                "The CDK runs on Node: install Node 22 or newer (https://nodejs.org, or apt-get"
                        + " install nodejs) and put node on the PATH");
        return KNOWN.computeIfAbsent(context, Synthesised::new);
    }

    private static boolean nodeRuns() {
        try {
            Process node =
                    new ProcessBuilder("node", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return node.waitFor(120, TimeUnit.SECONDS) && node.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The packages are as the build makes them elsewhere; the template takes any. */
    private static void standIn(Path zip) throws IOException {
        Files.createDirectories(Objects.requireNonNull(zip.getParent()));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("lib/nothing"));
        }
    }

    JsonNode resources() {
        return template.get("Resources");
    }

    /** What the CDK and cdk-nag said of it. */
    List<String> findings() {
        return findings;
    }

    JsonNode metadata() {
        return template.get("Metadata");
    }

    JsonNode outputs() {
        return template.get("Outputs");
    }

    JsonNode resource(String id) {
        return Objects.requireNonNull(resources().get(id), id);
    }

    /** The properties of each resource of this type, by its id. */
    Map<String, JsonNode> all(String type) {
        Map<String, JsonNode> found = new TreeMap<>();
        resources()
                .properties()
                .forEach(entry -> {
                    if (entry.getValue().get("Type").asText().equals(type)) {
                        found.put(entry.getKey(), entry.getValue().path("Properties"));
                    }
                });
        return found;
    }

    JsonNode only(String type) {
        Map<String, JsonNode> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + type + ", got " + found.keySet());
        }
        return found.values().iterator().next();
    }

    /**
     * What a reference names, readable: {@code ${EventTable.Arn}/stream/*}. Digests that the CDK
     * puts behind ids are left out.
     */
    static String text(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        if (value.has("Ref")) {
            return "${" + named(value.get("Ref").asText()) + "}";
        }
        if (value.has("Fn::GetAtt")) {
            JsonNode path = value.get("Fn::GetAtt");
            return "${" + named(path.get(0).asText()) + "." + path.get(1).asText() + "}";
        }
        if (value.has("Fn::Join")) {
            StringBuilder joined = new StringBuilder();
            value.get("Fn::Join").get(1).forEach(part -> joined.append(text(part)));
            return joined.toString();
        }
        return value.toString();
    }

    private static String named(String id) {
        return id.replaceFirst("[0-9A-F]{8}$", "");
    }

    static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return List.of(text(value));
        }
        List<String> all = new ArrayList<>();
        value.forEach(each -> all.add(text(each)));
        return all.stream().sorted().toList();
    }
}
