package dev.orderstream.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.local.mapping.Checkpoints;
import dev.orderstream.local.mapping.EventSourceMapping;
import dev.orderstream.local.mapping.FailureDestination;
import dev.orderstream.local.mapping.MappedFunction;
import dev.orderstream.local.mapping.MappingSettings;
import dev.orderstream.local.mapping.StartingPosition;
import dev.orderstream.packages.OwnCloud.Reply;
import dev.orderstream.testing.lambda.LambdaProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The calls of Lambda's API that a deployment makes. A function is the package that was uploaded,
 * started with the variables that came with it, by the first that calls it.
 */
final class OwnLambda implements AutoCloseable {

    static final String ROOT = "/2015-03-31/";

    private static final String ARN = "arn:aws:lambda:eu-central-1:000000000000:function:";

    private final Map<String, OwnFunction> functions = new ConcurrentHashMap<>();
    private final Map<String, EventSourceMapping> mappings = new ConcurrentHashMap<>();
    private final Path folder;
    private final DynamoDbStreamsClient streams;

    OwnLambda(Path folder, URI dynamoDb) {
        this.folder = folder;
        this.streams =
                DynamoDbStreamsClient.builder()
                        .endpointOverride(dynamoDb)
                        .region(Region.of(Cloud.REGION))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                Cloud.CREDENTIAL, Cloud.CREDENTIAL)))
                        .build();
    }

    Reply handle(String method, String path, String body) throws IOException {
        String[] words = path.split("/", -1);
        return switch (method + " " + words[0] + " " + (words.length > 2 ? words[2] : "")) {
            case "POST functions " -> create(Json.read(body));
            case "GET functions " ->
                    functions.containsKey(words[1])
                            ? new Reply(200, "{\"Configuration\": {\"State\": \"Active\"}}")
                            : new Reply(404, "{}");
            case "POST functions invocations" ->
                    new Reply(200, functions.get(words[1]).process().invoke(body));
            case "POST functions policy" -> Reply.DONE;
            case "DELETE functions " -> {
                functions.remove(words[1]).close();
                yield Reply.DONE;
            }
            case "POST event-source-mappings " -> map(Json.read(body));
            case "DELETE event-source-mappings " -> {
                mappings.remove(words[1]).close();
                yield Reply.DONE;
            }
            default -> Reply.UNKNOWN;
        };
    }

    private Reply create(JsonNode request) throws IOException {
        String name = request.required("FunctionName").textValue();
        byte[] zip = Base64.getDecoder().decode(request.at("/Code/ZipFile").textValue());
        functions.put(
                name,
                new OwnFunction(
                        Unpacked.of(new ByteArrayInputStream(zip), folder.resolve(name)), request));
        return new Reply(201, Json.text(Map.of("FunctionArn", ARN + name)));
    }

    private Reply map(JsonNode request) {
        String id = UUID.randomUUID().toString();
        String stream = request.required("EventSourceArn").textValue();
        String function = request.required("FunctionName").textValue();
        EventSourceMapping mapping =
                new EventSourceMapping(
                        streams,
                        stream.split("/", -1)[1],
                        new MappedFunction(
                                function,
                                (_, batch) ->
                                        LambdaCalls.batch(
                                                functions.get(function).process(), batch)),
                        settings(request),
                        Checkpoints.inMemory(),
                        FailureDestination.none(),
                        () -> {});
        mappings.put(id, mapping);
        mapping.start();
        return new Reply(202, Json.text(Map.of("UUID", id)));
    }

    private static MappingSettings settings(JsonNode request) {
        return new MappingSettings(
                request.required("BatchSize").intValue(),
                request.required("MaximumBatchingWindowInSeconds").intValue(),
                request.required("ParallelizationFactor").intValue(),
                request.required("BisectBatchOnFunctionError").booleanValue(),
                request.required("MaximumRetryAttempts").intValue(),
                request.required("MaximumRecordAgeInSeconds").intValue(),
                request.required("FunctionResponseTypes").toString().contains("ReportBatchItem"),
                StartingPosition.valueOf(request.required("StartingPosition").textValue()));
    }

    /** The process of a function that has this ARN. */
    LambdaProcess process(String arn) {
        return functions.get(arn.substring(ARN.length())).process();
    }

    @Override
    public void close() {
        mappings.values().forEach(EventSourceMapping::close);
        functions.values().forEach(OwnFunction::close);
        streams.close();
    }
}
