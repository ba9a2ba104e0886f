package dev.orderstream.local;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The tables of a running system, past its functions. */
public final class LocalDatabase {

    private LocalDatabase() {}

    /** A client of the system's own DynamoDB Local, with the credentials that see its tables. */
    public static DynamoDbClient of(LocalSystem system) {
        return DynamoDbClient.builder()
                .endpointOverride(system.databaseUri())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("local", "local")))
                .build();
    }
}
