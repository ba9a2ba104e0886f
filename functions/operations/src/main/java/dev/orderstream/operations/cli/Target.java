package dev.orderstream.operations.cli;

import dev.orderstream.dynamodb.CallLimits;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.operations.OperationsSettings;
import dev.orderstream.operations.Workbench;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The tables that a command works on, and how to get at them. */
sealed interface Target {

    Tables tables();

    Optional<URI> endpoint();

    Region region();

    AwsCredentialsProvider credentials();

    OperationsSettings settings();

    /** For people: which tables, and where. */
    String describe();

    /** A DynamoDB Local; its credentials are those of {@code ./run}, which sees the same tables. */
    record Local(Tables tables, URI url) implements Target {

        private static final String ANY = "local";

        @Override
        public Optional<URI> endpoint() {
            return Optional.of(url);
        }

        @Override
        public Region region() {
            return Region.EU_CENTRAL_1;
        }

        @Override
        public AwsCredentialsProvider credentials() {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY, ANY));
        }

        @Override
        public OperationsSettings settings() {
            return OperationsSettings.LOCAL;
        }

        @Override
        public String describe() {
            return "%s-* at %s".formatted(tables.prefix(), url);
        }
    }

    /** AWS, or what is at an endpoint of its APIs. */
    record Aws(Tables tables, Optional<String> profile, Region region, Optional<URI> endpoint)
            implements Target {

        @Override
        public AwsCredentialsProvider credentials() {
            return profile.<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                    .orElseGet(() -> DefaultCredentialsProvider.builder().build());
        }

        @Override
        public OperationsSettings settings() {
            return OperationsSettings.STANDARD;
        }

        @Override
        public String describe() {
            return "%s-* on AWS, %s, region %s"
                    .formatted(
                            tables.prefix(),
                            profile.map(name -> "profile " + name).orElse("no profile"),
                            region);
        }
    }

    default DynamoDbClient client() {
        return CallLimits.set(set(DynamoDbClient.builder())).build();
    }

    default DynamoDbStreamsClient streams() {
        return set(DynamoDbStreamsClient.builder()).build();
    }

    private <B extends AwsClientBuilder<B, ?>> B set(B builder) {
        endpoint().ifPresent(builder::endpointOverride);
        return builder.region(region()).credentialsProvider(credentials());
    }

    default Workbench workbench(DynamoDbClient client) {
        return new Workbench(client, tables(), settings());
    }
}
