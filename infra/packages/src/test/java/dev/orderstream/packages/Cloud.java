package dev.orderstream.packages;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * An endpoint that has AWS's APIs, or some of them. It is called with credentials that mean nothing
 * on AWS itself.
 *
 * @param environment what functions need there beside what every deployment gives them
 * @param end gives back what the endpoint itself takes
 */
record Cloud(URI endpoint, Map<String, String> environment, Runnable end) implements AutoCloseable {

    static final String REGION = "eu-central-1";
    static final String CREDENTIAL = "test";

    Cloud {
        environment = Map.copyOf(environment);
    }

    DynamoDbClient dynamoDb() {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
                .build();
    }

    @Override
    public void close() {
        end.run();
    }
}
