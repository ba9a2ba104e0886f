package dev.orderstream.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.testing.lambda.LambdaProcess;
import java.util.HashMap;
import java.util.Map;

/** A function that was made by a request, in a process from its first call on. */
final class OwnFunction implements AutoCloseable {

    private final Unpacked unpacked;
    private final String handler;
    private final Map<String, String> environment = new HashMap<>();
    private LambdaProcess process;

    OwnFunction(Unpacked unpacked, JsonNode request) {
        this.unpacked = unpacked;
        this.handler = request.required("Handler").textValue();
        request.at("/Environment/Variables")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().textValue()));
        // Which Lambda sets by itself.
        environment.put("AWS_REGION", Cloud.REGION);
        environment.put("AWS_ACCESS_KEY_ID", Cloud.CREDENTIAL);
        environment.put("AWS_SECRET_ACCESS_KEY", Cloud.CREDENTIAL);
    }

    synchronized LambdaProcess process() {
        if (process == null) {
            process = unpacked.start(handler, environment);
        }
        return process;
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.close();
        }
    }
}
