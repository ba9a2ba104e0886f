package dev.orderstream.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** Answers requests by a script, and passes them on when it has come to its end. It counts them. */
final class ScriptedHttpClient implements SdkHttpClient {

    private final SdkHttpClient client = Apache5HttpClient.create();
    private final Deque<Answer> script = new ArrayDeque<>();
    private int requests;

    private interface Answer {
        HttpExecuteResponse to(ExecutableHttpRequest request) throws IOException;
    }

    /** One more request has no answer. */
    ScriptedHttpClient lose() {
        script.add(request -> {
            throw new IOException("scripted");
        });
        return this;
    }

    /** One more request is answered when whoever sent it has given up. */
    ScriptedHttpClient stall() {
        script.add(request -> {
            try {
                new CountDownLatch(1).await();
                throw new IllegalStateException("the latch is never released");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("scripted");
            }
        });
        return this;
    }

    /** One more request is answered with an error of DynamoDB's and not carried out. */
    ScriptedHttpClient refuse(int status, String type) {
        return answer(
                status,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"scripted\"}"
                        .formatted(type));
    }

    /** One more request is answered with this and not carried out. */
    ScriptedHttpClient answer(int status, String body) {
        script.add(request ->
                HttpExecuteResponse.builder()
                        .response(
                                SdkHttpResponse.builder()
                                        .statusCode(status)
                                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                                        .build())
                        .responseBody(
                                AbortableInputStream.create(
                                        new ByteArrayInputStream(
                                                body.getBytes(StandardCharsets.UTF_8))))
                        .build());
        return this;
    }

    int requests() {
        return requests;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                requests++;
                return script.isEmpty() ? prepared.call() : script.remove().to(prepared);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
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
