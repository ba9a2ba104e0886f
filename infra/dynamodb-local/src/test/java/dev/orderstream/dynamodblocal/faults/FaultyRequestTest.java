package dev.orderstream.dynamodblocal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

class FaultyRequestTest {

    private final AtomicInteger connectionsLetGoOf = new AtomicInteger();

    @Test
    void an_answer_that_nobody_gets_holds_no_connection() throws Exception {
        assertThatThrownBy(() -> call(Fault.LOST_ANSWER)).isInstanceOf(IOException.class);
        assertThat(connectionsLetGoOf).hasValue(1);

        call(Fault.FAILED_ANSWER);
        assertThat(connectionsLetGoOf).hasValue(2);
    }

    @Test
    void nor_does_one_that_is_no_longer_waited_for() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> call(Fault.LATE_ANSWER))
                .isInstanceOf(InterruptedIOException.class);

        assertThat(connectionsLetGoOf).hasValue(1);
        assertThat(Thread.interrupted()).as("the SDK is told by the thread").isTrue();
    }

    private void call(Fault fault) throws IOException {
        Weather weather = new Weather(new Random(1), FaultRates.always(fault));
        weather.stormy();
        new FaultyRequest(new Answered(), weather).call();
    }

    private final class Answered implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() {
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder().statusCode(200).build())
                    .responseBody(
                            AbortableInputStream.create(
                                    InputStream.nullInputStream(),
                                    connectionsLetGoOf::incrementAndGet))
                    .build();
        }

        @Override
        public void abort() {}
    }
}
