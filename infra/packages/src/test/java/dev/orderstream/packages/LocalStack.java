package dev.orderstream.packages;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * An emulator of AWS: what is at {@code AWS_ENDPOINT_URL}, or a LocalStack of our own where there
 * is Docker.
 */
final class LocalStack {

    static final String MISSING =
            "There is neither Docker to start LocalStack in, nor an endpoint of AWS's APIs: install"
                    + " Docker (https://docs.docker.com/engine/install), or set AWS_ENDPOINT_URL,"
                    + " and run ./mvnw -pl infra/packages -am verify -Dtest=LocalStackTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    /** The last that asks for no token. */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private static final String IMAGE_PROPERTY = "orderstream.localstack.image";
    private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";

    /** Where functions find the endpoint, if it does not tell them and ours is not theirs. */
    private static final String OF_FUNCTIONS_PROPERTY =
            "orderstream.localstack.endpoint-of-functions";

    private LocalStack() {}

    static boolean isThere() {
        return given().isPresent() || DockerClientFactory.instance().isDockerAvailable();
    }

    static Cloud open() {
        return given().map(LocalStack::at).orElseGet(LocalStack::started);
    }

    private static Optional<URI> given() {
        return Optional.ofNullable(System.getenv(ENDPOINT))
                .filter(endpoint -> !endpoint.isBlank())
                .map(URI::create);
    }

    private static Cloud started() {
        DockerImageName image =
                DockerImageName.parse(System.getProperty(IMAGE_PROPERTY, IMAGE))
                        .asCompatibleSubstituteFor("localstack/localstack");
        LocalStackContainer container = new LocalStackContainer(image);
        String token = System.getenv(TOKEN);
        if (token != null && !token.isBlank()) {
            container.withEnv(TOKEN, token);
        }
        container.start();
        return new Cloud(container.getEndpoint(), Map.of(), container::close);
    }

    private static Cloud at(URI endpoint) {
        String ofFunctions = System.getProperty(OF_FUNCTIONS_PROPERTY);
        if (ofFunctions != null) {
            return new Cloud(endpoint, Map.of(ENDPOINT, ofFunctions), () -> {});
        }
        // LocalStack tells its functions by itself, whose localhost is another one than ours.
        Map<String, String> environment =
                isLocalStack(endpoint) ? Map.of() : Map.of(ENDPOINT, endpoint.toString());
        return new Cloud(endpoint, environment, () -> {});
    }

    private static boolean isLocalStack(URI endpoint) {
        HttpRequest health =
                HttpRequest.newBuilder(endpoint.resolve("/_localstack/health")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            throw new IllegalStateException("nobody answers at " + ENDPOINT + "=" + endpoint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop while waiting for " + endpoint, e);
        }
    }
}
