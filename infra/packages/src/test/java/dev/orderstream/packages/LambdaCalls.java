package dev.orderstream.packages;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.testing.lambda.LambdaProcess;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Calls of a process by those who have events as objects: they cross as JSON, as AWS writes it. */
final class LambdaCalls {

    private LambdaCalls() {}

    static StreamsEventResponse batch(LambdaProcess function, DynamodbEvent batch) {
        JsonNode answer = Json.read(function.invoke(json(batch, DynamodbEvent.class)));
        List<StreamsEventResponse.BatchItemFailure> failures = new ArrayList<>();
        answer.required("batchItemFailures")
                .forEach(failure ->
                        failures.add(
                                new StreamsEventResponse.BatchItemFailure(
                                        failure.required("itemIdentifier").textValue())));
        return new StreamsEventResponse(failures);
    }

    static APIGatewayV2HTTPResponse http(LambdaProcess function, APIGatewayV2HTTPEvent event) {
        return Json.read(
                function.invoke(json(event, APIGatewayV2HTTPEvent.class)),
                APIGatewayV2HTTPResponse.class);
    }

    private static <T> String json(T event, Class<T> type) {
        var json = new ByteArrayOutputStream();
        LambdaEventSerializers.serializerFor(type, type.getClassLoader()).toJson(event, json);
        return json.toString(StandardCharsets.UTF_8);
    }
}
