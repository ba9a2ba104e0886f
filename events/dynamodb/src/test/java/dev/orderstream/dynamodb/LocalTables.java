package dev.orderstream.dynamodb;

import dev.orderstream.dynamodblocal.DynamoDbLocal;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** The tables on one DynamoDB Local that all tests of this module share; it ends with the JVM. */
final class LocalTables {

    static final Tables TABLES = new Tables("test");
    static final Contention CONTENTION = Contention.system();

    private static final DynamoDbLocal DATABASE = DynamoDbLocal.inMemory();
    static final DynamoDbClient CLIENT =
            client(Apache5HttpClient.builder().maxConnections(200).build());

    static {
        new TableSetup(CLIENT, TABLES).createMissing();
    }

    private LocalTables() {}

    /** Tables apart, for what would be in the way of those who read whole tables. */
    static Tables apart(String prefix) {
        Tables tables = new Tables(prefix);
        new TableSetup(CLIENT, tables).createMissing();
        return tables;
    }

    static DynamoDbClient client(SdkHttpClient http, ExecutionInterceptor... interceptors) {
        return builder(http, interceptors).build();
    }

    static DynamoDbClientBuilder builder(SdkHttpClient http, ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(DATABASE.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("test", "test")))
                .httpClient(http)
                .overrideConfiguration(configuration ->
                        configuration.executionInterceptors(List.of(interceptors)));
    }
}
