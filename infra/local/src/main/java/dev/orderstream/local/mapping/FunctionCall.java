package dev.orderstream.local.mapping;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a batch to the function, and reads from its answer which records are processed. */
final class FunctionCall {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionCall.class);

    private final MappedFunction function;
    private final boolean reportBatchItemFailures;
    private final String streamArn;

    FunctionCall(MappedFunction function, boolean reportBatchItemFailures, String streamArn) {
        this.function = function;
        this.reportBatchItemFailures = reportBatchItemFailures;
        this.streamArn = streamArn;
    }

    String name() {
        return function.name();
    }

    Answer send(Batch batch) {
        // A batch that fails on and on is told less and less often.
        boolean telling = Integer.bitCount(batch.failures() + 1) == 1;
        String requestId = UUID.randomUUID().toString();
        try {
            StreamsEventResponse response =
                    function.invocation()
                            .invoke(requestId, StreamEvents.of(batch.records(), streamArn));
            int processed = processed(batch.arrivals(), response);
            if (processed < batch.size() && telling) {
                LOG.warn(
                        "{} failed at {} in try {}",
                        function.name(),
                        batch.arrivals().get(processed).sequenceNumber(),
                        batch.failures() + 1);
            }
            return new Answer(requestId, processed, false);
        } catch (Exception | Error e) {
            if (telling) {
                LOG.warn("{} threw in try {}", function.name(), batch.failures() + 1, e);
            }
            return new Answer(requestId, 0, true);
        }
    }

    /** The lowest failure counts. An id that names no record of the batch fails the whole of it. */
    private int processed(List<Arrival> batch, @Nullable StreamsEventResponse response) {
        if (!reportBatchItemFailures
                || response == null
                || response.getBatchItemFailures() == null) {
            return batch.size();
        }
        List<String> numbers = batch.stream().map(Arrival::sequenceNumber).toList();
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
