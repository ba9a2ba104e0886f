package dev.orderstream.packages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderstream.projector.StreamMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** The calls of Lambda's API that bring functions up, call them, and take them away. */
final class LambdaApi {

    /** As it is called where it has another name than on AWS. */
    private static final String RUNTIME_PROPERTY = "orderstream.localstack.runtime";

    /** Which most emulators don't look for. */
    private static final String ROLE = "orderstream-it";

    private static final Duration ACTIVE_MAX = Duration.ofMinutes(5);
    private static final int MEMORY_MB = 1_024;

    private final RestApi lambda;
    private final String account;

    /** Calls for an account, whose functions take no role of another. */
    LambdaApi(Cloud cloud, String account) {
        this.account = account;
        lambda = new RestApi(cloud.endpoint(), "lambda", "/2015-03-31/");
    }

    /**
     * Makes a function of the package that the build made, and waits until it may be called.
     *
     * @param module whose package it is
     * @return its ARN
     */
    String create(
            String name,
            String module,
            String handler,
            Duration timeout,
            Map<String, String> environment) {
        String runtime = System.getProperty(RUNTIME_PROPERTY, "java25");
        ObjectNode request = object();
        request.put("FunctionName", name);
        request.put("Runtime", runtime);
        request.put("Role", "arn:aws:iam::%s:role/%s".formatted(account, ROLE));
        request.put("Handler", handler);
        request.put("Timeout", timeout.toSeconds());
        request.put("MemorySize", MEMORY_MB);
        // An emulator runs it in a container on its own machine.
        request.putArray("Architectures")
                .add(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64");
        ObjectNode variables = request.putObject("Environment").putObject("Variables");
        environment.forEach(variables::put);
        // Lambda takes 50 MB in a request; the build fails where a package has 22.
        request.putObject("Code").put("ZipFile", zip(module));
        JsonNode created;
        try {
            created = lambda.post("functions", request);
        } catch (RestApi.RefusedException e) {
            if (e.isAbout(runtime)) {
                throw new IllegalStateException(
                        "The endpoint refuses the runtime %s. The packages need Java 25: take an image that has it, or name it as the endpoint does by -D%s=NAME."
                                .formatted(runtime, RUNTIME_PROPERTY),
                        e);
            }
            throw e;
        }
        Await.until(
                "the function " + name + " is active",
                ACTIVE_MAX,
                () -> lambda.get("functions/" + name).required("Configuration"),
                // Where an endpoint knows no states, a function is there at once.
                function -> !function.path("State").asText("Active").equals("Pending"),
                function -> function.path("State").asText("Active").equals("Active"));
        return created.required("FunctionArn").textValue();
    }

    /** The event source mapping, as it is deployed. */
    String map(String streamArn, String function) {
        ObjectNode request = object();
        request.put("EventSourceArn", streamArn);
        request.put("FunctionName", function);
        request.put("StartingPosition", "TRIM_HORIZON");
        request.put("BatchSize", StreamMapping.BATCH_RECORDS_MAX);
        request.put("MaximumBatchingWindowInSeconds", StreamMapping.BATCH_WINDOW_SECONDS);
        request.put("ParallelizationFactor", StreamMapping.BATCHES_PER_SHARD);
        request.put("BisectBatchOnFunctionError", StreamMapping.BISECT);
        request.put("MaximumRetryAttempts", StreamMapping.UNBOUNDED);
        request.put("MaximumRecordAgeInSeconds", StreamMapping.UNBOUNDED);
        var types = request.putArray("FunctionResponseTypes");
        if (StreamMapping.REPORT_ITEM_FAILURES) {
            types.add("ReportBatchItemFailures");
        }
        return lambda.post("event-source-mappings", request).required("UUID").textValue();
    }

    /** Lets an API call it. */
    void permit(String function, GatewayApi.Api api) {
        ObjectNode request = object();
        request.put("StatementId", api.id());
        request.put("Action", "lambda:InvokeFunction");
        request.put("Principal", "apigateway.amazonaws.com");
        lambda.post("functions/" + function + "/policy", request);
    }

    /** What the function answers to an event. */
    JsonNode invoke(String function, String event) {
        return lambda.post("functions/" + function + "/invocations", event);
    }

    void deleteFunction(String name) {
        lambda.delete("functions/" + name);
    }

    void deleteMapping(String id) {
        lambda.delete("event-source-mappings/" + id);
    }

    private static String zip(String module) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(Unpacked.zip(module)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
