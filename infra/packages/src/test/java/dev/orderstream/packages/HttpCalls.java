package dev.orderstream.packages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Calls of an HTTP API, as a customer's program makes them. */
record HttpCalls(URI place) {

    private static final Duration CALL_MAX = Duration.ofMinutes(2);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The first of an API's places where the service answers; never AWS itself. */
    static Optional<HttpCalls> of(GatewayApi.Api api) {
        return api.places().stream()
                .filter(place -> !String.valueOf(place.getHost()).endsWith(".amazonaws.com"))
                .map(HttpCalls::new)
                .filter(HttpCalls::answers)
                .findFirst();
    }

    private boolean answers() {
        try {
            return send("GET", "/health", "").statusCode() == 200;
        } catch (UncheckedIOException nobody) {
            return false;
        }
    }

    HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(place + path))
                        .timeout(CALL_MAX)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop while waiting for " + request, e);
        }
    }
}
