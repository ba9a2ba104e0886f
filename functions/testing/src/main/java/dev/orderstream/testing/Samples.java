package dev.orderstream.testing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The payloads of {@code events/samples}, read by the code that reads them on Lambda. */
public final class Samples {

    /** The order that the samples speak of. */
    public static final String ORDER_ID = "0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e1f";

    private Samples() {}

    /** A call of the HTTP API. */
    public static APIGatewayV2HTTPEvent api(String name) {
        return read("api/" + name, APIGatewayV2HTTPEvent.class);
    }

    /** The same call, for another order. */
    public static APIGatewayV2HTTPEvent api(String name, String orderId) {
        APIGatewayV2HTTPEvent event = api(name);
        event.setRawPath(event.getRawPath().replace(ORDER_ID, orderId));
        return event;
    }

    /** A batch of stream records. */
    public static DynamodbEvent stream(String name) {
        return read("stream/" + name, DynamodbEvent.class);
    }

    private static <T> T read(String name, Class<T> type) {
        String path = "/samples/" + name + ".json";
        try (InputStream json = Samples.class.getResourceAsStream(path)) {
            if (json == null) {
                throw new IllegalArgumentException("no sample " + path);
            }
            return LambdaEventSerializers.serializerFor(type, Samples.class.getClassLoader())
                    .fromJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
