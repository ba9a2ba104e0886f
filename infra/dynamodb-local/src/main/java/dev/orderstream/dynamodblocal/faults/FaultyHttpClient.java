package dev.orderstream.dynamodblocal.faults;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client of the AWS SDK whose requests to DynamoDB meet the faults of a {@link Weather}.
 *
 * <p>Below the SDK's own retries, so that they are tried as well.
 */
public final class FaultyHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;
    private final Weather weather;

    /** Makes one that sends by {@code client}, and closes it when it is closed. */
    public FaultyHttpClient(SdkHttpClient client, Weather weather) {
        this.client = client;
        this.weather = weather;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new FaultyRequest(client.prepareRequest(request), weather);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
