package dev.orderstream.testing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The payloads of {@code events/samples}, read by the code that reads them on Lambda. */
public final class Samples {

    /** The order that the samples speak of. */
    public static final String ORDER_ID = "0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e1f";

    private static final String SUFFIX = ".json";

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

    /**
     * Any JSON, as the runtime hands it to a function behind the HTTP API: null for {@code null}.
     */
    public static @Nullable APIGatewayV2HTTPEvent event(String json) {
        return LambdaEventSerializers.serializerFor(
                        APIGatewayV2HTTPEvent.class, Samples.class.getClassLoader())
                .fromJson(json);
    }

    /** A batch of stream records. */
    public static DynamodbEvent stream(String name) {
        return read("stream/" + name, DynamodbEvent.class);
    }

    /** A sample as it lies in its file, {@code api/create-order} and the like. */
    public static String text(String name) {
        try (InputStream json = open(name)) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all samples of {@code api} or {@code stream}, in their order. */
    public static List<String> names(String kind) {
        URL folder = Objects.requireNonNull(Samples.class.getResource("/samples/" + kind), kind);
        try {
            if (!folder.getProtocol().equals("jar")) {
                return names(Path.of(folder.toURI()));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder.toURI(), Map.of())) {
                return names(jar.getPath("samples", kind));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).map(Samples::name).sorted().toList();
        }
    }

    private static String name(String path) {
        String file = path.replace('\\', '/');
        return file.substring(file.lastIndexOf('/') + 1, file.length() - SUFFIX.length());
    }

    private static InputStream open(String name) {
        String path = "/samples/" + name + SUFFIX;
        InputStream json = Samples.class.getResourceAsStream(path);
        if (json == null) {
            throw new IllegalArgumentException("no sample " + path);
        }
        return json;
    }

    private static <T> T read(String name, Class<T> type) {
        try (InputStream json = open(name)) {
            return LambdaEventSerializers.serializerFor(type, Samples.class.getClassLoader())
                    .fromJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
