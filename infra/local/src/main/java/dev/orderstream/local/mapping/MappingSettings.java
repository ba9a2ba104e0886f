package dev.orderstream.local.mapping;

import dev.orderstream.projector.StreamMapping;

/**
 * How an event source mapping behaves, by the names and within the limits that Lambda gives: <a
 * href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html">CreateEventSourceMapping</a>.
 *
 * @param batchSize records in a batch at most
 * @param maximumBatchingWindowInSeconds how long records are gathered for a batch, 0 to send them
 *     at once
 * @param parallelizationFactor how many batches of one shard are under way at once
 * @param bisectBatchOnFunctionError whether a batch that failed as a whole is sent on in two halves
 * @param maximumRetryAttempts how often the same batch is sent again before it is discarded, {@link
 *     #UNBOUNDED} to send it until it goes through
 * @param maximumRecordAgeInSeconds how old a record gets before it is discarded, or {@link
 *     #UNBOUNDED}
 * @param reportBatchItemFailures whether the function's answer says which records failed
 * @param startingPosition where a stream is begun that was never read
 */
public record MappingSettings(
        int batchSize,
        int maximumBatchingWindowInSeconds,
        int parallelizationFactor,
        boolean bisectBatchOnFunctionError,
        int maximumRetryAttempts,
        int maximumRecordAgeInSeconds,
        boolean reportBatchItemFailures,
        StartingPosition startingPosition) {

    /** No limit, as Lambda writes it. */
    public static final int UNBOUNDED = StreamMapping.UNBOUNDED;

    private static final int BATCH_RECORDS_MAX = 10_000;
    private static final int WINDOW_SECONDS_MAX = 300;
    private static final int PARALLELIZATION_FACTOR_MAX = 10;
    private static final int RETRY_ATTEMPTS_MAX = 10_000;
    private static final int RECORD_AGE_SECONDS_MIN = 60;
    private static final int RECORD_AGE_SECONDS_MAX = 604_800;

    /** How this service is deployed. */
    public static final MappingSettings STANDARD =
            new MappingSettings(
                    StreamMapping.BATCH_RECORDS_MAX,
                    StreamMapping.BATCH_WINDOW_SECONDS,
                    StreamMapping.BATCHES_PER_SHARD,
                    StreamMapping.BISECT,
                    UNBOUNDED,
                    UNBOUNDED,
                    StreamMapping.REPORT_ITEM_FAILURES,
                    StartingPosition.TRIM_HORIZON);

    public MappingSettings {
        inRange("batchSize", batchSize, 1, BATCH_RECORDS_MAX);
        inRange(
                "maximumBatchingWindowInSeconds",
                maximumBatchingWindowInSeconds,
                0,
                WINDOW_SECONDS_MAX);
        inRange("parallelizationFactor", parallelizationFactor, 1, PARALLELIZATION_FACTOR_MAX);
        inRange("maximumRetryAttempts", maximumRetryAttempts, UNBOUNDED, RETRY_ATTEMPTS_MAX);
        if (maximumRecordAgeInSeconds != UNBOUNDED
                && (maximumRecordAgeInSeconds < RECORD_AGE_SECONDS_MIN
                        || maximumRecordAgeInSeconds > RECORD_AGE_SECONDS_MAX)) {
            throw new IllegalArgumentException(
                    "maximumRecordAgeInSeconds: expected %d, or %d to %d, got %d"
                            .formatted(
                                    UNBOUNDED,
                                    RECORD_AGE_SECONDS_MIN,
                                    RECORD_AGE_SECONDS_MAX,
                                    maximumRecordAgeInSeconds));
        }
    }

    private static void inRange(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s: expected %d to %d, got %d".formatted(field, min, max, value));
        }
    }
}
