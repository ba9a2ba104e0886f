package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * The function at the end of a stream, with {@code ReportBatchItemFailures} as its mapping has it.
 */
final class StreamFunction {

    private static final Logger LOG = LoggerFactory.getLogger(StreamFunction.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String name;
    private final RequestHandler<DynamodbEvent, StreamsEventResponse> handler;
    private final LongSupplier nanoTime;

    StreamFunction(
            String name,
            RequestHandler<DynamodbEvent, StreamsEventResponse> handler,
            LongSupplier nanoTime) {
        this.name = name;
        this.handler = handler;
        this.nanoTime = nanoTime;
    }

    /**
     * Hands a batch to the function.
     *
     * @param failures how often this very batch failed before, to log it less and less often
     * @return how many records, from the first on, are processed; none of the others is
     */
    int process(List<Record> batch, String streamArn, int failures) {
        boolean telling = Integer.bitCount(failures + 1) == 1;
        try {
            StreamsEventResponse response =
                    handler.handleRequest(
                            StreamEvents.of(batch, streamArn),
                            new LocalContext(
                                    UUID.randomUUID().toString(), name, TIMEOUT, nanoTime));
            int processed = processed(batch, response);
            if (processed < batch.size() && telling) {
                LOG.warn(
                        "{} failed at {} in try {}; it and all after it are sent again",
                        name,
                        batch.get(processed).dynamodb().sequenceNumber(),
                        failures + 1);
            }
            return processed;
        } catch (Exception | Error e) {
            if (telling) {
                LOG.warn("{} threw in try {}; the batch is sent again", name, failures + 1, e);
            }
            return 0;
        }
    }

    /**
     * The lowest failure counts. An id that names no record of the batch fails the whole of it, as
     * on AWS.
     */
    private static int processed(List<Record> batch, @Nullable StreamsEventResponse response) {
        if (response == null || response.getBatchItemFailures() == null) {
            return batch.size();
        }
        List<String> numbers =
                batch.stream().map(record -> record.dynamodb().sequenceNumber()).toList();
        int processed = batch.size();
        for (StreamsEventResponse.BatchItemFailure failure : response.getBatchItemFailures()) {
            int place = failure == null ? -1 : numbers.indexOf(failure.getItemIdentifier());
            if (place < 0) {
                return 0;
            }
            processed = Math.min(processed, place);
        }
        return processed;
    }
}
