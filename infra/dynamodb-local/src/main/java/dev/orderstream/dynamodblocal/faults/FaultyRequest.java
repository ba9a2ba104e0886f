package dev.orderstream.dynamodblocal.faults;

import dev.orderstream.dynamodblocal.faults.Weather.Passage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** One request on its way through the {@link Weather}. */
final class FaultyRequest implements ExecutableHttpRequest {

    private final ExecutableHttpRequest request;
    private final Weather weather;

    FaultyRequest(ExecutableHttpRequest request, Weather weather) {
        this.request = request;
        this.weather = weather;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        Passage passage = weather.next();
        pause(Fault.LATE_REQUEST, passage.delayBefore());
        HttpExecuteResponse answer =
                passage.fault().isPresent() ? meet(passage.fault().get()) : request.call();
        try {
            pause(Fault.LATE_ANSWER, passage.delayAfter());
        } catch (IOException e) {
            letGoOf(answer);
            throw e;
        }
        return answer;
    }

    @Override
    public void abort() {
        request.abort();
    }

    private HttpExecuteResponse meet(Fault fault) throws IOException {
        weather.met(fault);
        return switch (fault) {
            case LOST_REQUEST -> throw new IOException("injected: the request was lost");
            case LOST_ANSWER -> {
                carryOut();
                throw new IOException("injected: the answer was lost");
            }
            case THROTTLED -> error(400, "com.amazon.coral.availability#ThrottlingException");
            case OVER_THROUGHPUT ->
                    error(
                            400,
                            "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
            case FAILED_REQUEST -> internalServerError();
            case FAILED_ANSWER -> {
                carryOut();
                yield internalServerError();
            }
            case LATE_REQUEST, LATE_ANSWER -> throw new IllegalArgumentException("a delay");
        };
    }

    private void carryOut() throws IOException {
        letGoOf(request.call());
    }

    /** Or it would hold its connection. */
    private static void letGoOf(HttpExecuteResponse answer) {
        answer.responseBody().ifPresent(AbortableInputStream::abort);
    }

    private static HttpExecuteResponse internalServerError() {
        return error(500, "com.amazonaws.dynamodb.v20120810#InternalServerError");
    }

    private static HttpExecuteResponse error(int status, String type) {
        String body = "{\"__type\":\"%s\",\"message\":\"injected\"}".formatted(type);
        return HttpExecuteResponse.builder()
                .response(
                        SdkHttpResponse.builder()
                                .statusCode(status)
                                .putHeader("Content-Type", "application/x-amz-json-1.0")
                                .build())
                .responseBody(
                        AbortableInputStream.create(
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    private void pause(Fault kind, Duration delay) throws IOException {
        if (delay.isZero()) {
            return;
        }
        weather.met(kind);
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            // The SDK interrupts a try that takes too long, and knows it by this.
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while delayed");
        }
    }
}
