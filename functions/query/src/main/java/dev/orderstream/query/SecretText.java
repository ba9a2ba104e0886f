package dev.orderstream.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.http.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;

/**
 * Reads a secret of Secrets Manager, by the one request that it takes, with the signer and the HTTP
 * client that are there for DynamoDB anyway (ADR 16). The client lives for one reading: there is
 * one every few minutes, and a connection kept in between would be gone.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">GetSecretValue</a>.
 */
final class SecretText implements Supplier<String> {

    private static final String SERVICE = "secretsmanager";

    /** To connect, and between two bytes. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(2);

    private static final JsonFactory JSON = new JsonFactory();

    private final String arn;
    private final AwsCredentialsProvider credentials;
    private final Supplier<Region> region;
    private final Supplier<Optional<URI>> endpoint;

    SecretText(String arn, AwsCredentialsProvider credentials, Supplier<Region> region) {
        // What the SDK's own clients look at.
        this(
                arn,
                credentials,
                region,
                () -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).map(URI::create));
    }

    SecretText(
            String arn,
            AwsCredentialsProvider credentials,
            Supplier<Region> region,
            Supplier<Optional<URI>> endpoint) {
        this.arn = arn;
        this.credentials = credentials;
        this.region = region;
        this.endpoint = endpoint;
    }

    /**
     * The secret as it is now.
     *
     * @throws OutageException where it can't be had
     */
    @Override
    // The client that there is; what replaces it would be a second one in the package.
    @SuppressWarnings("deprecation")
    public String get() {
        try (SdkHttpClient http =
                ApacheHttpClient.builder()
                        .connectionTimeout(SILENCE_MAX)
                        .socketTimeout(SILENCE_MAX)
                        .build()) {
            SignedRequest signed = signed(region.get());
            HttpExecuteRequest request =
                    HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElse(null))
                            .build();
            return secret(http.prepareRequest(request).call());
        } catch (IOException e) {
            throw new OutageException(false, e);
        }
    }

    private SignedRequest signed(Region in) {
        URI uri =
                endpoint.get()
                        .orElseGet(() ->
                                URI.create(
                                        "https://%s.%s.%s"
                                                .formatted(
                                                        SERVICE,
                                                        in.id(),
                                                        in.metadata().partition().dnsSuffix())));
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(uri)
                        .encodedPath("/")
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("X-Amz-Target", SERVICE + ".GetSecretValue")
                        .build();
        String body = JsonWriter.object(json -> json.text("SecretId", arn));
        return AwsV4HttpSigner.create()
                .sign(sign ->
                        sign.identity(credentials.resolveCredentials())
                                .request(request)
                                .payload(ContentStreamProvider.fromUtf8String(body))
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                                .putProperty(AwsV4HttpSigner.REGION_NAME, in.id()));
    }

    private static String secret(HttpExecuteResponse response) throws IOException {
        int status = response.httpResponse().statusCode();
        try (InputStream body = response.responseBody().orElseThrow(() -> noSecret(status))) {
            String secret = response.httpResponse().isSuccessful() ? member(body) : null;
            if (secret == null) {
                throw noSecret(status);
            }
            return secret;
        }
    }

    /** Without what was answered, which may be the secret. */
    private static IOException noSecret(int status) {
        return new IOException("Secrets Manager answered without a secret: status " + status);
    }

    private static @Nullable String member(InputStream body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals("SecretString")) {
                    return json.getValueAsString();
                }
                json.skipChildren();
            }
            return null;
        }
    }
}
