package dev.orderstream.operations.cli;

import dev.orderstream.dynamodb.Tables;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** What every command can be told: which tables, and how to answer. */
final class CommonOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private OutputForm output = OutputForm.TEXT;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Of a DynamoDB Local; otherwise that of ./run.")
    private @Nullable URI endpoint;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Work on AWS, with this profile of the AWS configuration.")
    private @Nullable String profile;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "On AWS, instead of the profile's; alone, with the credentials around.")
    private @Nullable String region;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "orderstream",
            description = "What the names of the tables begin with (${DEFAULT-VALUE}).")
    private String prefix = Tables.STANDARD.prefix();

    @Option(names = "--verbose", description = "Print the stack trace of an error, too.")
    private boolean verbose;

    boolean isJson() {
        return output == OutputForm.JSON;
    }

    boolean isVerbose() {
        return verbose;
    }

    /** Which tables are meant. */
    Target target() {
        Tables tables = new Tables(prefix);
        if (profile != null || region != null) {
            return new Target.Aws(
                    tables,
                    Optional.ofNullable(profile),
                    Region.of(region == null ? regionOfProfile() : region),
                    Optional.ofNullable(endpoint).map(CommonOptions::checked));
        }
        return new Target.Local(tables, endpoint == null ? endpointOfRun() : checked(endpoint));
    }

    private static URI checked(URI endpoint) {
        if (endpoint.getHost() == null
                || !("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))) {
            throw new RefusedCommandException(
                    "--endpoint: expected a URL such as http://127.0.0.1:8000, got " + endpoint);
        }
        return endpoint;
    }

    private static URI endpointOfRun() {
        try {
            Optional<EndpointFile> file = EndpointFile.named();
            Optional<URI> running = file.isPresent() ? file.get().read() : Optional.empty();
            return running.orElseThrow(() ->
                    new RefusedCommandException(
                            "no ./run is running: start it, or name --endpoint or --profile"));
        } catch (IOException e) {
            throw new RefusedCommandException("can't tell where ./run is: " + e.getMessage(), e);
        }
    }

    private String regionOfProfile() {
        try {
            return DefaultAwsRegionProviderChain.builder()
                    .profileName(profile)
                    .build()
                    .getRegion()
                    .id();
        } catch (SdkClientException e) {
            throw new RefusedCommandException(
                    "profile %s has no region, or is not there: name --region, or look at aws configure list-profiles"
                            .formatted(profile),
                    e);
        }
    }
}
