package dev.orderstream.packages;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A service of AWS that is asked by JSON over HTTP, signed by the SDK, whose clients for Lambda and
 * API Gateway would be two more libraries for ten calls.
 *
 * @param service as signatures name it
 * @param root what all its paths begin with: {@code /2015-03-31/}
 */
record RestApi(URI endpoint, String service, String root) {

    /** The first call of a function may wait for an image to be pulled. */
    private static final Duration CALL_MAX = Duration.ofMinutes(5);

    /** Which the JDK's client sets by itself. */
    private static final Set<String> OWN = Set.of("host", "content-length");

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    JsonNode get(String path) {
        return call(SdkHttpMethod.GET, path, "");
    }

    JsonNode post(String path, JsonNode body) {
        return post(path, body.toString());
    }

    JsonNode post(String path, String body) {
        return call(SdkHttpMethod.POST, path, body);
    }

    void delete(String path) {
        call(SdkHttpMethod.DELETE, path, "");
    }

    /**
     * Calls it and returns the JSON that it answers.
     *
     * @throws RefusedException for every other status than 2xx, and for the error of a function
     */
    private JsonNode call(SdkHttpMethod method, String path, String body) {
        URI uri = endpoint.resolve(root + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(CALL_MAX)
                        .method(method.name(), HttpRequest.BodyPublishers.ofString(body));
        signed(method, uri, body)
                .forEachHeader((name, values) -> {
                    if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        try {
            HttpResponse<String> answer =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300
                    || answer.headers().firstValue("X-Amz-Function-Error").isPresent()) {
                throw new RefusedException(
                        method + " " + uri.getPath(), answer.statusCode(), answer.body());
            }
            return Json.read(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop while waiting for " + uri, e);
        }
    }

    private SdkHttpRequest signed(SdkHttpMethod method, URI uri, String body) {
        SdkHttpRequest unsigned =
                SdkHttpRequest.builder()
                        .method(method)
                        .uri(uri)
                        .putHeader("content-type", "application/json")
                        .build();
        return AwsV4HttpSigner.create()
                .sign(request ->
                        request.identity(
                                        AwsCredentialsIdentity.create(
                                                Cloud.CREDENTIAL, Cloud.CREDENTIAL))
                                .request(unsigned)
                                .payload(ContentStreamProvider.fromUtf8String(body))
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                                .putProperty(AwsV4HttpSigner.REGION_NAME, Cloud.REGION))
                .request();
    }

    /** The service would not, or could not. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;
        private final String body;

        RefusedException(String call, int status, String body) {
            super("%s: %d %s".formatted(call, status, body));
            this.status = status;
            this.body = body;
        }

        /** Whether the endpoint has no such service, in the words of those that are known. */
        boolean isUnknownService() {
            return status == 501
                    || status == 404
                    || body.contains("InternalFailure")
                    || body.contains("UnknownService");
        }

        /** Whether a word of the request was wrong. */
        boolean isAbout(String word) {
            return status == 400 && body.contains(word);
        }
    }
}
