package dev.orderstream.operations.cli;

import dev.orderstream.dynamodb.TableDefinition;
import dev.orderstream.eventsourcing.OutageException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Says in words why a command could not be carried out, and what to do about it. */
record Trouble(Target target, DynamoDbClient client) {

    /** As in ResourceNotFoundException: what others call their errors mostly looks otherwise. */
    private static final Pattern CODE_OF_AWS = Pattern.compile("[A-Z][A-Za-z.]*");

    private static final Set<String> DENIED =
            Set.of("AccessDeniedException", "AccessDenied", "UnauthorizedOperation");

    private static final Set<String> BAD_CREDENTIALS =
            Set.of(
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "IncompleteSignature",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "MissingAuthenticationToken",
                    "UnrecognizedClientException");

    String explain(RuntimeException trouble) {
        Optional<SdkException> sdk =
                causes(trouble)
                        .filter(SdkException.class::isInstance)
                        .map(SdkException.class::cast)
                        .findFirst();
        return sdk.map(cause -> explain(cause, trouble)).orElseGet(() -> unexpected(trouble));
    }

    /** Whether it may be over in a while without anybody doing something about it. */
    static boolean mayPass(OutageException outage) {
        return causes(outage)
                .noneMatch(cause ->
                        switch (cause) {
                            case AwsServiceException answer ->
                                    is(answer, DENIED) || is(answer, BAD_CREDENTIALS);
                            case SdkClientException client ->
                                    isOfCredentials(String.valueOf(client.getMessage()));
                            default -> false;
                        });
    }

    /** What nobody has thought of, in a line. */
    static String unexpected(Exception trouble) {
        String message = trouble.getMessage();
        return "it failed: %s (--verbose says where)"
                .formatted(
                        message == null
                                ? trouble.getClass().getSimpleName()
                                : message.lines().findFirst().orElse(message));
    }

    private String explain(SdkException cause, RuntimeException trouble) {
        return switch (cause) {
            case ResourceNotFoundException missing -> missingTable();
            case AwsServiceException answer when code(answer).isEmpty() ->
                    notOfDynamoDb("status " + answer.statusCode());
            case AwsServiceException answer when is(answer, DENIED) ->
                    "missing rights: " + details(answer);
            case AwsServiceException answer when is(answer, BAD_CREDENTIALS) ->
                    "the credentials are not valid: %s. %s".formatted(details(answer), logIn());
            case AwsServiceException answer ->
                    "DynamoDB refused it: %s: %s"
                            .formatted(code(answer).orElseThrow(), details(answer));
            case ApiCallTimeoutException late -> unreachable("does not answer in time");
            case ApiCallAttemptTimeoutException late -> unreachable("does not answer in time");
            case SdkClientException client -> explainClient(client, trouble);
            default -> String.valueOf(cause.getMessage());
        };
    }

    private String explainClient(SdkClientException cause, RuntimeException trouble) {
        if (has(trouble, ConnectException.class) || has(trouble, UnknownHostException.class)) {
            return unreachable("can't be reached");
        }
        String message = String.valueOf(cause.getMessage());
        if (isOfCredentials(message)) {
            return "there are no valid credentials: %s. %s".formatted(firstWords(message), logIn());
        }
        if (message.startsWith("Unable to unmarshall")) {
            return notOfDynamoDb("something that can't be read");
        }
        return unreachable("gave no answer: " + message);
    }

    private static boolean isOfCredentials(String message) {
        return message.contains("credential")
                || message.contains("rofile")
                || message.contains("SSO");
    }

    private String notOfDynamoDb(String what) {
        String where =
                target.endpoint()
                        .map(String::valueOf)
                        .orElseGet(() -> "the endpoint of " + target.region());
        return "%s answered with %s, and not as DynamoDB does: is that a DynamoDB?"
                .formatted(where, what);
    }

    private String unreachable(String how) {
        return switch (target) {
            case Target.Local local ->
                    "no DynamoDB at %s: it %s. Is ./run running?".formatted(local.url(), how);
            case Target.Aws aws ->
                    "DynamoDB %s %s"
                            .formatted(
                                    aws.endpoint()
                                            .map(url -> "at " + url)
                                            .orElse("in " + aws.region()),
                                    how);
        };
    }

    /** DynamoDB does not always say which table it means. */
    private String missingTable() {
        List<String> missing =
                Stream.of(target.tables().events(), target.tables().control())
                        .map(TableDefinition::name)
                        .filter(this::isMissing)
                        .toList();
        return missing.isEmpty()
                ? "a read table of %s is missing: has the deployment been set up?"
                        .formatted(target.describe())
                : "there is no table %s: is it %s that you mean?"
                        .formatted(String.join(" and no ", missing), target.describe());
    }

    private boolean isMissing(String table) {
        try {
            client.describeTable(request -> request.tableName(table));
            return false;
        } catch (ResourceNotFoundException e) {
            return true;
        } catch (SdkException e) {
            // Nothing is known of it.
            return false;
        }
    }

    private String logIn() {
        return switch (target) {
            case Target.Local local -> "Use --profile for AWS.";
            case Target.Aws aws ->
                    aws.profile()
                            .map(
                                    "Log in: aws sso login --profile %1$s, or aws configure --profile %1$s"
                                            ::formatted)
                            .orElse(
                                    "Name a --profile that is logged in, or set AWS_ACCESS_KEY_ID"
                                            + " and the like.");
        };
    }

    private static boolean is(AwsServiceException answer, Set<String> codes) {
        return code(answer).filter(codes::contains).isPresent();
    }

    /** Nothing where anybody else than AWS has answered. */
    private static Optional<String> code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(code -> CODE_OF_AWS.matcher(code).matches());
    }

    private static String details(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElseGet(() -> String.valueOf(answer.getMessage()));
    }

    private static boolean has(Throwable trouble, Class<? extends Throwable> cause) {
        return causes(trouble).anyMatch(cause::isInstance);
    }

    private static Stream<Throwable> causes(Throwable trouble) {
        return Stream.iterate(trouble, each -> each != null, Throwable::getCause).limit(20);
    }

    /** The chain of providers tells all that it has tried. */
    private static String firstWords(String message) {
        int end = message.indexOf(" from any of the providers");
        return end < 0 ? message : message.substring(0, end);
    }
}
