package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.OutageException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class TroubleTest {

    private static final Tables TABLES = new Tables("mine");
    private static final Target AWS =
            new Target.Aws(TABLES, Optional.of("ops"), Region.EU_CENTRAL_1, Optional.<URI>empty());

    @Test
    void missing_rights_are_told_in_the_words_of_aws() {
        String denied = "User: x is not authorized to perform: dynamodb:PutItem on resource: y";

        assertThat(explain(answer("AccessDeniedException", denied)))
                .isEqualTo("missing rights: " + denied);
    }

    @Test
    void expired_credentials_are_told_with_how_to_log_in() {
        assertThat(explain(answer("ExpiredTokenException", "The token is expired")))
                .contains("The token is expired", "aws sso login --profile ops");
    }

    @Test
    void absent_credentials_are_told_without_all_that_was_tried() {
        assertThat(
                        explain(
                                SdkClientException.create(
                                        "Unable to load credentials from any of the providers in"
                                                + " the chain Chain(...)")))
                .contains("Unable to load credentials. ", "aws sso login --profile ops")
                .doesNotContain("Chain");
    }

    @Test
    void a_missing_table_is_named_with_where_it_was_looked_for() {
        assertThat(explain(ResourceNotFoundException.builder().message("not found").build()))
                .contains("no table mine-events", "mine-*", "profile ops", "eu-central-1")
                .doesNotContain("mine-control");
    }

    @Test
    void an_answer_that_is_not_of_dynamodb_is_told_with_where_it_came_from() {
        URI service = URI.create("http://127.0.0.1:8080");
        Trouble trouble = new Trouble(new Target.Local(TABLES, service), onlyControl());
        AwsErrorDetails nothing = AwsErrorDetails.builder().build();

        assertThat(
                        trouble.explain(
                                DynamoDbException.builder()
                                        .statusCode(404)
                                        .awsErrorDetails(nothing)
                                        .build()))
                .contains("http://127.0.0.1:8080", "status 404", "is that a DynamoDB?");
        assertThat(
                        trouble.explain(
                                DynamoDbException.builder()
                                        .statusCode(404)
                                        .awsErrorDetails(
                                                AwsErrorDetails.builder()
                                                        .errorCode("not-found")
                                                        .build())
                                        .build()))
                .as("a problem of the service itself")
                .contains("http://127.0.0.1:8080", "is that a DynamoDB?");
        assertThat(trouble.explain(DynamoDbException.builder().statusCode(502).build()))
                .contains("status 502", "is that a DynamoDB?");
        assertThat(
                        trouble.explain(
                                SdkClientException.create(
                                        "Unable to unmarshall response (<html>)")))
                .contains("http://127.0.0.1:8080", "is that a DynamoDB?");
        assertThat(explain(DynamoDbException.builder().statusCode(403).build()))
                .contains("the endpoint of eu-central-1", "status 403");
    }

    @Test
    void what_nobody_has_thought_of_is_told_by_its_message() {
        assertThat(new Trouble(AWS, onlyControl()).explain(new IllegalStateException("odd")))
                .startsWith("it failed: odd");
    }

    private static String explain(RuntimeException cause) {
        return new Trouble(AWS, onlyControl()).explain(new OutageException(false, cause));
    }

    private static RuntimeException answer(String code, String message) {
        return DynamoDbException.builder()
                .statusCode(400)
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .build();
    }

    /** Where there is no other table than that. */
    private static DynamoDbClient onlyControl() {
        return new DynamoDbClient() {
            @Override
            public DescribeTableResponse describeTable(DescribeTableRequest request) {
                if (request.tableName().equals("mine-control")) {
                    return DescribeTableResponse.builder().build();
                }
                throw ResourceNotFoundException.builder().build();
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        };
    }
}
